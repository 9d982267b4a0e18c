import { formatBytes, formatNumber } from "@/lib/format";
import type { SettingUnit } from "@/lib/settings/setting-definition";

/** What a setting may hold. */
export type SettingValue = boolean | number | string | number[];

const UNIT: Record<SettingUnit, string> = {
  days: "days",
  hours: "hours",
  minutes: "minutes",
  seconds: "seconds",
  ms: "ms",
  bytes: "bytes",
  lines: "lines",
  "captures a day": "captures a day",
  count: "",
};

/** The unit as it stands behind a number; nothing for plain counts. */
export function unitLabel(unit: SettingUnit | null): string {
  return unit === null ? "" : UNIT[unit];
}

/** A value in words: `on`, `9 seconds`, `1, 6, 24 hours`, `32.0 MB`. */
export function valueLabel(value: SettingValue, unit: SettingUnit | null): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string") return value === "" ? "empty" : value;
  if (unit === "bytes" && typeof value === "number") return formatBytes(value);
  const numbers = Array.isArray(value) ? value.map(formatNumber).join(", ") : formatNumber(value);
  return `${numbers} ${unitLabel(unit)}`.trim();
}

/** What stands in the field for a value. */
export function toText(value: SettingValue): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** What was typed, in the form of the value it replaces; null when it can't be such a value. */
export function fromText(text: string, like: SettingValue): SettingValue | null {
  if (typeof like === "string") return text;
  const numbers = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  if (numbers.length === 0 || numbers.some(Number.isNaN)) return null;
  if (Array.isArray(like)) return numbers;
  return numbers.length === 1 ? (numbers[0] ?? null) : null;
}
