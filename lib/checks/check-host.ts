import { getSettings } from "@/lib/settings/get-settings";
import { claimHost, type GoesOn, releaseHost } from "./claim-host";
import { HostRun } from "./host-run";
import { hasDueChecks } from "./list-host-checks";

export type HostChecks = {
  checkedCount: number;
  /** Snapshots queued by first good answers: announce them. */
  snapshotIds: string[];
  /** More of this host is wanted or due, and nothing forbids it. */
  isMoreDue: boolean;
  /** Why it ended: nothing is left, the time box is over, a switch or a person's pause, another run, or the host wants us to wait. */
  end: "done" | "time" | "paused" | "busy" | "waits";
  /** The host may be asked again after this time; 0: at once. */
  waitMs: number;
  /** This run is the one that comes back after `waitMs`. If not, another does, or the wait is so long that planning takes it up. */
  comesBack: boolean;
};

export type CheckHostRequest = {
  host: string;
  /** Who claims: the id of the function's run. */
  runId: string;
  /** Resources to check at most. */
  limit: number;
  /** No probe begins after this time; what is left stays wanted. */
  timeBoxMs: number;
  /** The clock; a loop of seconds needs more than one `now`. */
  clock?: () => Date;
};

/** Longer waits are left to the planning, which looks every ten minutes. */
const LONGEST_SLEEP_MS = 3_600_000;

/**
 * Checks what is wanted or due at one host, one resource after the other with the host's gap between them, for the length of
 * the time box. May be called again with the same `runId`: what was recorded is not repeated, what was not is.
 */
export async function checkHost(request: CheckHostRequest): Promise<HostChecks> {
  const { host, runId, clock = () => new Date() } = request;
  const settings = await getSettings();
  const nothing = { checkedCount: 0, snapshotIds: [], isMoreDue: false, waitMs: 0, comesBack: false };
  if (!settings["checks.isOn"] || settings["traffic.isPaused"]) return { ...nothing, end: "paused" };
  const claim = await claimHost({ host, runId, now: clock() });
  if (claim.kind === "waits")
    return { ...nothing, end: "waits", waitMs: Math.max(0, claim.until.getTime() - clock().getTime()) };
  if (claim.kind !== "ours") return { ...nothing, end: claim.kind };

  const run = new HostRun({ ...request, clock, claim, settings });
  let goesOn: GoesOn | null = null;
  try {
    const end = await run.checkAll();
    const isOver = end.end === "paused" || end.end === "busy";
    const isMoreDue = !isOver && (await hasDueChecks({ host, now: clock() }));
    if ((isMoreDue || end.end === "waits") && end.waitMs <= LONGEST_SLEEP_MS)
      goesOn = { at: new Date(clock().getTime() + end.waitMs) };
    const { comesBack } = await release();
    return { checkedCount: run.recordedCount, snapshotIds: run.snapshotIds, isMoreDue, ...end, comesBack };
  } catch (error) {
    await release();
    throw error;
  }

  async function release() {
    await run.close();
    return releaseHost({ host, runId, restUntil: run.restUntil(), goesOn, now: clock() });
  }
}
