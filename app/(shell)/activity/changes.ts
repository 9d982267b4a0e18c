import { formatCount, formatDuration, formatUtc } from "@/lib/format";

/** One value that an activity changed, as text. `name` is empty where the value says it all. */
export type Change = { name: string; before: string | null; after: string | null };

const LONGEST = 80;

/** What people call each value; null is for machines and not shown. Others are shown by their own name, in words. */
const NAMES: Readonly<Record<string, string | null>> = {
  resourceId: null,
  jobId: null,
  removalId: null,
  priority: null,
  parentId: null,
  action: null,
  at: null,
  value: "",
  isOn: "",
  isForced: "",
  endedCount: "",
  editorOf: "may edit",
  url: "address",
  isUnlisted: "unlisted",
  cron: "times",
  code: "the archive's code",
  expiresAt: "until",
  scopes: "may",
  checkIntervalDays: "days between checks",
  rowCount: "lines",
  createdCount: "added",
  existingCount: "there already",
  refusedCount: "refused",
  total: "resources",
  pausedUntil: "until",
  notBefore: "not before",
  why: null,
  intervalMs: "gap",
  acceptedCodes: "fine",
  crawlDelayMs: "crawl delay",
  slowdownMs: "slow-down",
};

/** How values read that neither a number nor a text tells. */
const WORDS: Readonly<Record<string, (value: unknown) => string | null>> = {
  isForced: (value) => (value === true ? "although a recent snapshot exists" : null),
  isOn: onOff,
  value: (value) => (typeof value === "boolean" ? onOff(value) : plainText(value)),
  editorOf: (value) => (Array.isArray(value) && value.length > 0 ? formatCount(value.length, "collection") : null),
  endedCount: (value) => formatCount(Number(value), "session"),
  intervalMs: duration,
  crawlDelayMs: duration,
  slowdownMs: duration,
  pausedUntil: instant,
  notBefore: instant,
  expiresAt: (value) => String(value).slice(0, 10),
};

/**
 * What differs between the two states that an activity row keeps: names in their order, values as short text. States that are no objects
 * count as one value without a name. Of a new thing, values that are none, zero or off are left out.
 */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const was = entriesOf(before);
  const is = entriesOf(after);
  const changes: Change[] = [];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const name = nameOf(key);
    if (name === null || (before === null && isNothing(is.get(key)))) continue;
    const change = { name, before: textOf(key, was.get(key)), after: textOf(key, is.get(key)) };
    if (change.before !== change.after) changes.push(change);
  }
  return changes;
}

function entriesOf(state: unknown): Map<string, unknown> {
  if (state === null || state === undefined) return new Map();
  return new Map(typeof state === "object" && !Array.isArray(state) ? Object.entries(state) : [["", state]]);
}

function nameOf(key: string): string | null {
  const name = Object.hasOwn(NAMES, key) ? NAMES[key] : key.replace(/^is(?=[A-Z])/, "").replace(/(?=[A-Z])/g, " ");
  return name === undefined || name === null ? null : name.trim().toLowerCase();
}

function isNothing(value: unknown): boolean {
  return value === false || value === 0;
}

function textOf(key: string, value: unknown): string | null {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    return null;
  const words = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  const text = words === undefined ? plainText(value) : words(value);
  return text !== null && text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function duration(value: unknown): string | null {
  return typeof value === "number" ? formatDuration(value) : null;
}

function instant(value: unknown): string | null {
  return typeof value === "string" ? formatUtc(new Date(value)) : null;
}

function onOff(value: unknown): string {
  return value === true ? "on" : "off";
}

function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(plainText).join(", ");
  return JSON.stringify(value);
}
