import type { z } from "zod";
import { isoOf } from "@/lib/api/resource-json";
import type { SettingJson } from "@/lib/api/shapes";
import type { SettingRow } from "@/lib/settings/list-settings";

/** A setting as the API shows it. */
export function settingJson({ changedAt, isUnusable: _, ...row }: SettingRow): z.input<typeof SettingJson> {
  return { ...row, changedAt: isoOf(changedAt) };
}
