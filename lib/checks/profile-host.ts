import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import type { Settings } from "@/lib/settings/definitions";
import type { HostState } from "./claim-host";
import { madeUpAnswerOf } from "./made-up-answer";

const DAY_MS = 86_400_000;

/**
 * Asks a host for an address that nobody has, if a page of it answered well and the host was not asked so for a while: what it answers then is the measure
 * for its other pages. Null if there was no need; else the host's state with what was found.
 */
export async function profileHost({
  state,
  facts,
  settings,
  now,
  ask,
}: {
  state: HostState;
  facts: ProbeFacts;
  settings: Pick<Settings, "checks.profileEveryDays">;
  now: Date;
  /** Asks for a page beside this one that can't be there. */
  ask: (pageUrl: string) => Promise<ProbeFacts>;
}): Promise<HostState | null> {
  const { madeUpAt } = state;
  const isFresh =
    madeUpAt !== null && now.getTime() - madeUpAt.getTime() < settings["checks.profileEveryDays"] * DAY_MS;
  if (isFresh || !isOwnPage(state.host, facts)) return null;
  const asked = await ask(facts.finalUrl);
  if (asked.error?.reason === "put_off") return null;
  // Silence here says nothing of the pages; it is not asked again at once.
  return { ...state, madeUpAt: now, madeUpAnswer: madeUpAnswerOf(asked) ?? state.madeUpAnswer };
}

/** Files say by themselves what they are; and what another host answered is no word of this one. */
function isOwnPage(host: string, { status, headers, finalUrl }: ProbeFacts): boolean {
  if (status === null || status > 299 || new URL(finalUrl).host !== host) return false;
  return /html/i.test(headers["content-type"] ?? "html");
}
