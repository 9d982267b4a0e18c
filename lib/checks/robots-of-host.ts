import { z } from "zod";
import type { RobotsAnswer } from "@/lib/remotes/robots";
import { isAllowedByRobots, NO_ROBOTS_RULES, type RobotsRules } from "@/lib/remotes/robots-rules";
import type { Settings } from "@/lib/settings/definitions";
import type { HostState } from "./claim-host";

const HOUR_MS = 3_600_000;

/** More rules than that are kept by no honest file; the first ones decide for nearly all addresses. */
const MAX_RULES = 1_000;

const RulesSchema = z.array(z.object({ isAllowed: z.boolean(), path: z.string() }));

/** Whether robots.txt is to be read again. Pure. */
export function isRobotsDue({
  state,
  settings,
  now,
}: {
  state: Pick<HostState, "robotsReadAt">;
  settings: Pick<Settings, "checks.robotsEveryHours">;
  now: Date;
}): boolean {
  const { robotsReadAt } = state;
  return (
    robotsReadAt === null || now.getTime() - robotsReadAt.getTime() >= settings["checks.robotsEveryHours"] * HOUR_MS
  );
}

/** What is known of the host after robots.txt was asked for. What was read before stays while there is no answer (RFC 9309, 2.3.1.4). Pure. */
export function withRobots(state: HostState, { state: found, rules }: RobotsAnswer, now: Date): HostState {
  if (found === "unreachable" || found === "put_off")
    return { ...state, robotsReadAt: now, robotsState: "unreachable" };
  const robotsRules = rules.rules.slice(0, MAX_RULES);
  return { ...state, robotsReadAt: now, robotsState: found, crawlDelayMs: rules.crawlDelayMs, robotsRules };
}

/** Whether what is known of robots.txt lets us ask for this URL. Pure. */
export function isAllowedAtHost(state: Pick<HostState, "robotsRules">, url: string): boolean {
  const parsed = RulesSchema.safeParse(state.robotsRules);
  const rules: RobotsRules = { ...NO_ROBOTS_RULES, rules: parsed.success ? parsed.data : [] };
  return isAllowedByRobots(rules, url);
}
