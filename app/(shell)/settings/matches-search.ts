import type { SettingRow } from "@/lib/settings/list-settings";

/** Whether every word of the search stands somewhere in a setting's label, reason or key. */
export function matchesSearch(
  { label, reason, key }: Pick<SettingRow, "label" | "reason" | "key">,
  q: string,
): boolean {
  const text = `${label} ${reason} ${key}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
