import { db } from "@/lib/db";
import { SETTING_KEYS, SETTINGS, type SettingKey } from "./definitions";
import type { SettingGroup, SettingUnit } from "./setting-definition";

export type SettingRow = {
  key: SettingKey;
  group: SettingGroup;
  label: string;
  reason: string;
  unit: SettingUnit | null;
  value: unknown;
  default: unknown;
  /** Where the value comes from. */
  source: "default" | "changed";
  changedAt: Date | null;
  /** Name of the person, or null when it was the command line or the system. */
  changedBy: string | null;
  /** A stored value that no longer fits its rule: the default is in force. */
  isUnusable: boolean;
};

/** Every setting with its value in force and where it comes from, in the order of the definitions. */
export async function listSettings(): Promise<SettingRow[]> {
  const stored = new Map((await db.setting.findMany()).map((row) => [row.key, row]));
  const ids = [...stored.values()].flatMap((row) => row.updatedById ?? []);
  const people = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return SETTING_KEYS.map((key) => {
    const { group, label, reason, unit, schema, default: fallback } = SETTINGS[key];
    const row = stored.get(key);
    const parsed = row ? schema.safeParse(row.value) : undefined;
    return {
      key,
      group,
      label,
      reason,
      unit,
      value: parsed?.success ? parsed.data : fallback,
      default: fallback,
      source: parsed?.success ? "changed" : "default",
      changedAt: row?.updatedAt ?? null,
      changedBy: row?.updatedById ? (names.get(row.updatedById) ?? null) : null,
      isUnusable: parsed?.success === false,
    } satisfies SettingRow;
  });
}
