import { hasWaybackKeys } from "@/lib/remotes/wayback-transport";
import type { Settings } from "@/lib/settings/definitions";
import { findPause } from "./limiter";
import { REASON_SENTENCES } from "./snapshot-state";

/** Why nothing may be asked of the archive at the moment; `until` is null when only a person can end it. */
export type Stop = { code: string; sentence: string; until: Date | null };

/** The first reason, or null: settings and keys first, then the pause that the archive brought upon us. */
export async function findStop(settings: Settings, now: Date): Promise<Stop | null> {
  const standing = findStandingStop(settings);
  if (standing) return standing;
  const pause = await findPause("wayback.submit", now);
  if (!pause) return null;
  const isForPeople = pause.until.getUTCFullYear() >= 9999;
  return { code: pause.code, sentence: pause.reason, until: isForPeople ? null : pause.until };
}

/** What also stops reading results: a pause for submissions does not. */
export function findStandingStop(settings: Settings): Stop | null {
  if (settings["traffic.isPaused"]) return { code: "paused", sentence: REASON_SENTENCES.paused, until: null };
  if (!settings["snapshots.isOn"])
    return { code: "switched_off", sentence: REASON_SENTENCES.switched_off, until: null };
  if (!hasWaybackKeys()) return { code: "keys_missing", sentence: REASON_SENTENCES.keys_missing, until: null };
  return null;
}
