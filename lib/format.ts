/*
 * How numbers and instants read on the screen. English, UTC; the only file that knows of time zones. Pure, so that server and
 * browser agree; `now` is a parameter.
 */

const NUMBER = new Intl.NumberFormat("en");
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;

/** 12,345 */
export function formatNumber(value: number): string {
  return NUMBER.format(value);
}

/** 12.3K: for places too narrow for the whole number. */
export function formatCompact(value: number): string {
  return COMPACT.format(value);
}

/** `1 resource`, `2,000 resources`. The plural defaults to the singular with an s. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** Share of a whole: `12 %`, `0.4 %`, `<0.1 %`; a dash when there is no whole. Never rounds some to none, or not quite all to all. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return "–";
  const percent = (part / whole) * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent < 0.1) return "<0.1 %";
  if (percent > 99.9) return ">99.9 %";
  return percent < 10 || percent > 99 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`;
}

/** 1.5 MB, in powers of 1,000. */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** 840 ms, 12.4 s, 3 min, 2 h 5 min, 3 d 4 h. */
export function formatDuration(durationMs: number): string {
  if (durationMs < SECOND) return `${Math.max(0, Math.round(durationMs))} ms`;
  if (durationMs < MINUTE) return `${(durationMs / SECOND).toFixed(durationMs < 10 * SECOND ? 1 : 0)} s`;
  const minutes = Math.round(durationMs / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days} d` : `${days} d ${hours % 24} h`;
}

/** 2026-03-01 14:05:09 UTC */
export function formatUtc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** 1 Mar 2026, the day in UTC. */
export function formatDay(at: Date): string {
  return DAY.format(at);
}

/** 1 Mar: for axes, where the year is clear. */
export function formatShortDay(at: Date): string {
  return SHORT_DAY.format(at);
}

/** `just now`, `3 min ago`, `in 2 h`, `5 days ago`; from 60 days on the day itself. */
export function formatRelative(at: Date, now: Date): string {
  const distance = at.getTime() - now.getTime();
  const size = Math.abs(distance);
  if (size < 5 * SECOND) return "just now";
  if (size >= 60 * DAY_MS) return formatDay(at);
  const text = relativeSize(size);
  return distance < 0 ? `${text} ago` : `in ${text}`;
}

function relativeSize(size: number): string {
  if (size < 59.5 * SECOND) return `${Math.round(size / SECOND)} s`;
  if (size < 59.5 * MINUTE) return `${Math.round(size / MINUTE)} min`;
  if (size < 35.5 * HOUR) return `${Math.round(size / HOUR)} h`;
  const days = Math.round(size / DAY_MS);
  return days === 1 ? "1 day" : `${days} days`;
}
