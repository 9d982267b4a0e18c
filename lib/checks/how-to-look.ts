import type { CheckHistory, HostKnowledge } from "./judge";

/** By what a check decides how to look. */
export type LookQuestion = {
  /** Somebody pressed "Check now" and waits for it. */
  isAskedByPerson: boolean;
  /** The first look at this URL: whether it is there, before anything else. */
  isFirstCheck: boolean;
  history: Pick<CheckHistory, "verdict" | "reason">;
  /** When a body was last read; null if never. */
  bodyReadAt: Date | null;
  host: HostKnowledge;
  /** The setting `checks.readBodyEveryDays`. */
  readBodyEveryDays: number;
  now: Date;
};

const DAY_MS = 86_400_000;

/** Fit to be spread into a ProbeRequest, but for the validators: they are sent only if `isConditional`. */
export type HowToLook = { depth: "head" | "body"; isConditional: boolean };

/**
 * Whether a check reads the page ("body") or only asks whether it is there ("head"). The page is read where a code of success proves
 * nothing, where something was wrong or in doubt the last time (only the page can tell that it is well again), and now and then. It is asked
 * for "if changed" only while the last one read is a good measure: a host that says "not changed" shows no page.
 */
export function howToLook({
  isAskedByPerson,
  isFirstCheck,
  history,
  bodyReadAt,
  host,
  readBodyEveryDays,
  now,
}: LookQuestion): HowToLook {
  const wasReadLately = bodyReadAt !== null && now.getTime() - bodyReadAt.getTime() <= readBodyEveryDays * DAY_MS;
  const isInDoubt = history.verdict !== "valid" || IN_DOUBT.has(history.reason ?? "");
  const isSoftHost = host.madeUpAnswer !== null && host.madeUpAnswer.status < 400;
  const wantsPage = !isFirstCheck && (isInDoubt || !wasReadLately);
  if (!isAskedByPerson && !isSoftHost && !wantsPage) return { depth: "head", isConditional: true };
  return { depth: "body", isConditional: wasReadLately && !isInDoubt };
}

/** Remarks on a valid page. */
const IN_DOUBT: ReadonlySet<string> = new Set(["drifted", "same_for_all", "app_shell"]);
