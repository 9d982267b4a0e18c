import type { SettingKey } from "./definitions";

/** What a change of a setting means for work that waits. */
export type SettingChange = { isWorkResumed: boolean };

/** The switches that hold work back, each with the value that lets it go on. */
const GOES_ON_WHEN: Partial<Record<SettingKey, boolean>> = {
  "traffic.isPaused": false,
  "checks.isOn": true,
  "snapshots.isOn": true,
};

/** Whether this change lets work go on that waited. */
export function isWorkResumed(key: SettingKey, before: unknown, after: unknown): boolean {
  return before !== after && GOES_ON_WHEN[key] === after;
}
