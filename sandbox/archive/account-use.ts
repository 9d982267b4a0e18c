import { dayStart } from "../clock";
import type { ArchiveState } from "./state";

const MINUTE_MS = 60_000;

/** Whoever comes without keys: one account for all of them. */
export const ANONYMOUS = "anonymous";

/** What an account may do: its own limits, else the settings'. */
export function limitsOf(state: ArchiveState, accessKey: string): { slots: number; perMinute: number; perDay: number } {
  const { spn } = state.settings;
  if (accessKey === ANONYMOUS) {
    return { slots: spn.slots, perMinute: spn.anonymousPerMinute, perDay: spn.anonymousPerDay };
  }
  const { slots, perMinute, perDay } = state.accounts.get(accessKey)?.limits ?? {};
  return { slots: slots ?? spn.slots, perMinute: perMinute ?? spn.perMinute, perDay: perDay ?? spn.perDay };
}

/** Slots of a key that are not free at a time, those of jobs included that ended a moment before. */
export function takenSlots(state: ArchiveState, accessKey: string, at: number): number {
  let taken = 0;
  for (const run of state.runs) {
    if (run.freeAt > at && run.takenAt <= at && run.at <= at && run.accessKey === accessKey) taken += 1;
  }
  return taken;
}

/** What a key's day counts at a time: each accepted job, failed ones included. */
export function capturesToday(state: ArchiveState, accessKey: string, at: number) {
  const midnight = dayStart(at);
  return state.attempts.filter(
    (attempt) => attempt.accessKey === accessKey && !attempt.isRepeat && attempt.at >= midnight && attempt.at <= at,
  );
}

/** Submissions of a key that were let through within the minute before a time. */
export function postsInMinute(state: ArchiveState, accessKey: string, at: number): number {
  return state.posts.filter((post) => post.accessKey === accessKey && post.at > at - MINUTE_MS).length;
}
