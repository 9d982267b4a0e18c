import { z } from "zod";
import { CHECK_SETTINGS } from "./check-settings";
import { HOST_SETTINGS } from "./host-settings";
import { setting } from "./setting-definition";
import { SNAPSHOT_SETTINGS } from "./snapshot-settings";

/** Every setting with its default, unit and reason. Browser-safe; the values that differ are rows of `Setting`. */
export const SETTINGS = {
  "traffic.isPaused": setting({
    group: "traffic",
    label: "Pause all outgoing traffic",
    schema: z.boolean(),
    default: false,
    unit: null,
    reason: "For incidents and deploys: no request leaves, nothing is lost, work goes on when it is lifted.",
  }),
  ...CHECK_SETTINGS,
  ...HOST_SETTINGS,
  ...SNAPSHOT_SETTINGS,
  "resources.graceHours": setting({
    group: "resources",
    label: "Owners may delete a new resource for",
    schema: z.number().min(0).max(8_760),
    default: 24,
    unit: "hours",
    reason: "A day to take back a mistake; after that a resource is permanent.",
  }),
  "imports.maxLines": setting({
    group: "imports",
    label: "Lines of an import at most",
    schema: z.int().min(1).max(1_000_000),
    default: 100_000,
    unit: "lines",
    reason: "Takes seconds and one transaction; larger files are better split.",
  }),
  "imports.maxBytes": setting({
    group: "imports",
    label: "Size of an import at most",
    schema: z.int().min(1_024).max(268_435_456),
    default: 33_554_432,
    unit: "bytes",
    reason: "32 MB hold 100,000 long lines and fit into memory.",
  }),
} as const;

export type SettingKey = keyof typeof SETTINGS;

/** The value of every setting, by key. */
export type Settings = { [K in SettingKey]: z.output<(typeof SETTINGS)[K]["schema"]> };

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(SETTINGS, key);
}

/** All defaults, for tests and for screens that compare. */
export function defaultSettings(): Settings {
  return Object.fromEntries(SETTING_KEYS.map((key) => [key, SETTINGS[key].default])) as Settings;
}
