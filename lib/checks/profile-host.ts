import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import type { Settings } from "@/lib/settings/definitions";
import type { HostState } from "./claim-host";
import { madeUpAnswerOf } from "./made-up-answer";

const DAY_MS = 86_400_000;

/** Whether a host is to be asked for a page that can't be there: a page of its own answered well, and that was not asked for a while. Pure. */
export function isProfileDue({
  state,
  facts,
  settings,
  now,
}: {
  state: Pick<HostState, "host" | "madeUpAt">;
  facts: Pick<ProbeFacts, "status" | "headers" | "finalUrl">;
  settings: Pick<Settings, "checks.profileEveryDays">;
  now: Date;
}): boolean {
  const { host, madeUpAt } = state;
  if (madeUpAt !== null && now.getTime() - madeUpAt.getTime() < settings["checks.profileEveryDays"] * DAY_MS)
    return false;
  const { status, headers, finalUrl } = facts;
  if (status === null || status > 299) return false;
  // Files say by themselves what they are; and what another host answered is no word of this one.
  return new URL(finalUrl).host === host && /html/i.test(headers["content-type"] ?? "html");
}

/** What is known of the host after it was asked so. Silence says nothing of its pages, but it is not asked again at once. Pure. */
export function profiled(state: HostState, asked: ProbeFacts, now: Date): HostState {
  return { ...state, madeUpAt: now, madeUpAnswer: madeUpAnswerOf(asked) ?? state.madeUpAnswer };
}
