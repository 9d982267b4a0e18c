import { setTimeout as sleep } from "node:timers/promises";
import { allowedHosts } from "@/lib/remotes/allowed-hosts";
import { probe } from "@/lib/remotes/probe";
import { createProbeAgent, type ProbeAgent } from "@/lib/remotes/probe-agent";
import type { ProbeLimits } from "@/lib/remotes/probe-facts";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import { type ClaimedCheck, claimHostChecks } from "./claim-host-checks";
import { hasDueChecks } from "./has-due-checks";
import { judgeRules } from "./judge";
import { type FinishedCheck, recordChecks } from "./record-checks";
import { releaseHostChecks } from "./release-host-checks";
import { takeHostSlot } from "./take-host-slot";
import { userAgent } from "./user-agent";

/** Verdicts are written together where a host is fast, but no later than this: people wait for them. */
const WRITE_AFTER_MS = 250;
const WRITE_AFTER_COUNT = 25;

/** Claimed at a time where a host's interval makes checks slow: who presses "Check now" waits for these few, not for all. */
const SLOW_CLAIM = 5;

export type HostChecks = {
  checkedCount: number;
  /** Snapshots queued by first good answers: announce them. */
  snapshotIds: string[];
  /** More of this host is wanted or due, and nothing forbids it. */
  isMoreDue: boolean;
  /** The host may be asked again after this time; 0: at once. */
  waitMs: number;
  isPaused: boolean;
};

export type CheckHostRequest = {
  host: string;
  /** Who claims: the id of the function's run. */
  runId: string;
  /** Resources to check at most. */
  limit: number;
  /** No probe begins after this time; what is left is given back. */
  timeBoxMs: number;
  /** The clock; a loop of seconds needs more than one `now`. */
  clock?: () => Date;
};

/**
 * Checks what is wanted or due at one host, one resource after the other with the host's interval between them, for the length of
 * the time box. May be called again with the same `runId`: what was recorded is not repeated, what was not is.
 */
export async function checkHost(request: CheckHostRequest): Promise<HostChecks> {
  const { host, runId, clock = () => new Date() } = request;
  const settings = await getSettings();
  const batch = new WriteBatch(runId);
  const agent = createProbeAgent({
    allowedHosts: allowedHosts(),
    connectTimeoutMs: settings["checks.connectTimeoutMs"],
    verifyTls: settings["checks.verifyTls"],
  });
  const endsAt = new Date(clock().getTime() + request.timeBoxMs);
  let end: LoopEnd;
  try {
    end = await checkUntil({ ...request, clock, endsAt, agent, batch });
    await batch.write();
  } finally {
    await agent.close();
    await releaseHostChecks({ host, runId });
  }
  const { recordedCount: checkedCount, snapshotIds } = batch;
  const isMoreDue = !end.isPaused && (await hasDueChecks({ host, now: clock() }));
  return { checkedCount, snapshotIds, isMoreDue, ...end };
}

type LoopEnd = Pick<HostChecks, "waitMs" | "isPaused">;
type Loop = Required<CheckHostRequest> & { endsAt: Date; agent: ProbeAgent; batch: WriteBatch };

async function checkUntil({ host, runId, limit, clock, endsAt, agent, batch }: Loop): Promise<LoopEnd> {
  for (let left = limit; left > 0; ) {
    const settings = await getSettings();
    if (isPaused(settings)) return { waitMs: 0, isPaused: true };
    const claimLimit = settings["checks.hostIntervalMs"] > 0 ? Math.min(SLOW_CLAIM, left) : left;
    // What is finished but not written would be claimed again.
    await batch.write();
    const claimed = await claimHostChecks({ host, runId, now: clock(), limit: claimLimit });
    if (claimed.length === 0) break;
    for (const check of claimed) {
      const current = await getSettings();
      if (isPaused(current)) return { waitMs: 0, isPaused: true };
      const waitMs = await awaitTurn({ host, intervalMs: current["checks.hostIntervalMs"], endsAt, clock, batch });
      if (waitMs !== null) return { waitMs, isPaused: false };
      const startedAt = clock();
      const facts = await probeOnce(check, current, agent);
      await batch.add({ claimed: check, startedAt, facts }, current);
      left -= 1;
    }
  }
  return { waitMs: 0, isPaused: false };
}

function isPaused(settings: Settings): boolean {
  return !settings["checks.isOn"] || settings["traffic.isPaused"];
}

/** Waits for the host's next slot and gives null; or, if that is beyond the time box, how long it is off. Finished checks are written before a wait. */
async function awaitTurn({
  host,
  intervalMs,
  endsAt,
  clock,
  batch,
}: Pick<Loop, "host" | "endsAt" | "clock" | "batch"> & { intervalMs: number }): Promise<number | null> {
  const now = clock();
  if (now >= endsAt) return 0;
  const slot = await takeHostSlot({ host, intervalMs, now, latest: endsAt });
  const waitMs = Math.max(0, slot.at.getTime() - clock().getTime());
  if (!slot.isTaken) return waitMs;
  if (waitMs > 0) {
    await batch.write();
    await sleep(waitMs);
  }
  return null;
}

function probeOnce(check: ClaimedCheck, settings: Settings, agent: ProbeAgent) {
  const limits: ProbeLimits = {
    connectTimeoutMs: settings["checks.connectTimeoutMs"],
    headersTimeoutMs: settings["checks.headersTimeoutMs"],
    bodyTimeoutMs: settings["checks.bodyTimeoutMs"],
    maxBodyBytes: settings["checks.maxBodyBytes"],
  };
  const { url, validators } = check;
  const agentName = userAgent(settings["checks.contact"]);
  return probe({ url, limits, validators, agent, allowedHosts: allowedHosts(), userAgent: agentName });
}

/** Finished checks on their way to the database. */
class WriteBatch {
  recordedCount = 0;
  readonly snapshotIds: string[] = [];
  private waiting: FinishedCheck[] = [];
  private settings: Settings | null = null;
  private oldestAt = 0;

  constructor(private readonly runId: string) {}

  async add(check: FinishedCheck, settings: Settings): Promise<void> {
    if (this.waiting.length === 0) this.oldestAt = performance.now();
    this.waiting.push(check);
    this.settings = settings;
    const isOld = performance.now() - this.oldestAt >= WRITE_AFTER_MS;
    if (isOld || this.waiting.length >= WRITE_AFTER_COUNT || check.claimed.checkPriority >= 2) await this.write();
  }

  async write(): Promise<void> {
    if (this.waiting.length === 0 || !this.settings) return;
    const checks = this.waiting;
    this.waiting = [];
    const settings = this.settings;
    const rules = judgeRules(settings);
    const { recordedCount, snapshotIds } = await recordChecks({ checks, runId: this.runId, rules });
    this.recordedCount += recordedCount;
    this.snapshotIds.push(...snapshotIds);
  }
}
