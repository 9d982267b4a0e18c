import { db } from "@/lib/db";
import { log } from "@/lib/log";
import { defaultSettings, isSettingKey, SETTINGS, type Settings } from "./definitions";

/** How old the answer may be: a switch takes effect within this time in every process. */
export const SETTINGS_MAX_AGE_MS = 1_000;

let cached: { at: number; settings: Promise<Settings> } | undefined;

/** All settings; one SELECT, shared for up to a second within a process. A stored value that no longer fits gives way to the default. */
export function getSettings(): Promise<Settings> {
  if (cached && performance.now() - cached.at < SETTINGS_MAX_AGE_MS) return cached.settings;
  const settings = readSettings();
  cached = { at: performance.now(), settings };
  // A failed read is not kept: the next caller asks again.
  settings.catch(() => {
    cached = undefined;
  });
  return settings;
}

/** The next {@link getSettings} of this process reads anew. */
export function forgetSettings(): void {
  cached = undefined;
}

async function readSettings(): Promise<Settings> {
  const rows = await db.setting.findMany({ select: { key: true, value: true } });
  const settings: Record<string, unknown> = defaultSettings();
  for (const { key, value } of rows) {
    if (!isSettingKey(key)) continue;
    const parsed = SETTINGS[key].schema.safeParse(value);
    if (parsed.success) settings[key] = parsed.data;
    else log.warn({ key }, "A stored setting does not fit its rule any more; its default is used.");
  }
  return settings as Settings;
}
