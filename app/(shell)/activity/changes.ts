/** One value that an activity changed, as text. */
export type Change = { name: string; before: string | null; after: string | null };

const LONGEST = 80;

/**
 * What differs between the two states that an activity row keeps: names in their order, values as short text. States that are no objects
 * count as one value without a name.
 */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const was = entriesOf(before);
  const is = entriesOf(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({ name, before: textOf(was.get(name)), after: textOf(is.get(name)) }))
    .filter((change) => change.before !== change.after);
}

function entriesOf(state: unknown): Map<string, unknown> {
  if (state === null || state === undefined) return new Map();
  return new Map(typeof state === "object" && !Array.isArray(state) ? Object.entries(state) : [["", state]]);
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
