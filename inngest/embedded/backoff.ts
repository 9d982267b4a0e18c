/**
 * How long to wait before a retry, in milliseconds: doubled each time, at most `maxMs`, and spread by a quarter either way so
 * that runs which failed together don't come back together. `retry` counts from 1; `random` is in [0, 1).
 */
export function backoffMs(options: { retry: number; baseMs: number; maxMs: number; random: number }): number {
  const grown = Math.min(options.baseMs * 2 ** (options.retry - 1), options.maxMs);
  return Math.round(grown * (0.75 + options.random * 0.5));
}

/**
 * The wait that a `retry-after` header asks for, in milliseconds: seconds or a date (HTTP or ISO). Null when it says neither.
 * A date in the past is 0.
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim();
  if (!text) return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text) * 1_000, 365 * 86_400_000);
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/[a-z]/i.test(text)) return null;
  return Math.min(Math.max(at - now, 0), 365 * 86_400_000);
}
