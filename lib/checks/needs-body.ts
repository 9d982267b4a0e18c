import type { Settings } from "@/lib/settings/definitions";
import type { HostState } from "./claim-host";
import type { WantedCheck } from "./list-host-checks";

const DAY_MS = 86_400_000;

/**
 * Whether a check has to read the page, and not only ask whether it is there: when a person wants to know, when something was wrong the
 * last time, at hosts that answer anything, and from time to time to notice that the page has become another one. The first look of all is
 * a quick one. Pure.
 */
export function needsBody({
  wanted,
  host,
  settings,
  now,
}: {
  wanted: Pick<WantedCheck, "checkPriority" | "verdict" | "lastCheckedAt" | "bodyReadAt">;
  host: Pick<HostState, "madeUpAnswer">;
  settings: Pick<Settings, "checks.readBodyEveryDays">;
  now: Date;
}): boolean {
  const answersAnything = host.madeUpAnswer !== null && host.madeUpAnswer.status < 400;
  if (answersAnything || (wanted.checkPriority >= 2 && wanted.lastCheckedAt !== null)) return true;
  if (wanted.lastCheckedAt === null) return false;
  if (wanted.verdict !== "valid" || wanted.bodyReadAt === null) return true;
  return now.getTime() - wanted.bodyReadAt.getTime() >= settings["checks.readBodyEveryDays"] * DAY_MS;
}
