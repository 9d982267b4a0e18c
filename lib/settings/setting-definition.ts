import type { z } from "zod";

/** Groups of the settings page, in its order. */
export const SETTING_GROUPS = {
  traffic: "All outgoing traffic",
  checks: "Checks",
  snapshots: "Snapshots (Wayback Machine)",
  resources: "Resources",
  imports: "Imports",
} as const;

export type SettingGroup = keyof typeof SETTING_GROUPS;

export type SettingUnit =
  | "days"
  | "hours"
  | "minutes"
  | "seconds"
  | "ms"
  | "bytes"
  | "lines"
  | "captures a day"
  | "count";

/** One thing an admin may change at run time. Browser-safe. */
export type SettingDefinition<S extends z.ZodType = z.ZodType> = {
  group: SettingGroup;
  label: string;
  schema: S;
  default: z.output<S>;
  /** null for switches and texts. */
  unit: SettingUnit | null;
  /** Why the default is what it is, and what changing it does. */
  reason: string;
};

/** Keeps the schema's type, so that values derive from it. */
export function setting<S extends z.ZodType>(definition: SettingDefinition<S>): SettingDefinition<S> {
  return definition;
}
