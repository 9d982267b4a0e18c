const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Nothing waits longer than this, so that a wrong number can't leave the range of a date. */
const LONGEST_MS = 10 * 365 * 86_400_000;

/**
 * Milliseconds of a duration such as `9s`, `1h30m` or `250ms`; the empty text, which the SDK makes of zero, is 0.
 * Throws a sentence for anything else.
 */
export function parseDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/g)];
  if (parts.map((part) => part[0]).join("") !== text)
    throw new Error(`"${text}" is no duration. Write it like 30s, 5m or 1h30m.`);
  const total = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ""] ?? 0), 0);
  return Math.min(Math.round(total), LONGEST_MS);
}

/** The instant (Unix milliseconds) that a duration from now, or an ISO time, names. Throws a sentence for anything else. */
export function parseWhen(text: string, now: number): number {
  if (!/^\d{4}-\d{2}-\d{2}T/.test(text)) return now + parseDuration(text);
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`"${text}" is no time. Write it like 2026-01-31T12:00:00Z.`);
  return Math.min(at, now + LONGEST_MS);
}
