const LABEL: Record<string, string> = {
  url: "Address",
  title: "Title",
  visibility: "Visibility",
  isUnlisted: "Unlisted",
  collection: "Collection",
  state: "State",
};

export type ChangeLine = { label: string; before: string; after: string };

/** What an edit changed, as the activity row has it: `before` and `after` with the same keys. Anything else gives no lines. */
export function changeLines(before: unknown, after: unknown): ChangeLine[] {
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(after)
    .filter((key) => key in before)
    .map((key) => ({ label: LABEL[key] ?? key, before: textOf(before[key]), after: textOf(after[key]) }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  if (value === true) return "yes";
  if (value === false) return "no";
  if (value === "" || value === null || value === undefined) return "none";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
