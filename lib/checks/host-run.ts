import { allowedHosts } from "@/lib/remotes/allowed-hosts";
import { probe } from "@/lib/remotes/probe";
import { createProbeAgent, type ProbeAgent } from "@/lib/remotes/probe-agent";
import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import { probeMadeUpPath } from "@/lib/remotes/probe-made-up";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { CheckHostRequest, HostChecks } from "./check-host";
import { writeCheck } from "./check-writer";
import { type HostClaim, type HostState, renewHost } from "./claim-host";
import { evidenceOf } from "./evidence";
import { HostPace, type Turn, takeForeignSlot } from "./host-pace";
import { judge, judgeRules } from "./judge";
import { learnHost } from "./learn-host";
import { listHostChecks, type WantedCheck } from "./list-host-checks";
import { needsBody } from "./needs-body";
import { profileHost } from "./profile-host";
import type { FinishedCheck, RecordedChecks } from "./record-checks";
import { userAgent } from "./user-agent";
import { putOffCheck } from "./write-checks";

/** Checks of one host that may wait to be written while it is asked on. */
const MAX_UNWRITTEN = 50;

/** Read at a time: where the gap makes checks slow, one, so that who presses "Check now" waits for no other. */
const LIST_LIMIT = 50;
const SLOW_GAP_MS = 250;

/** While a probe waits for a slow host, nobody else may think that its run is dead. */
const RENEW_MS = 60_000;

type End = Pick<HostChecks, "end" | "waitMs">;
type Options = Omit<CheckHostRequest, "clock"> & {
  clock: () => Date;
  claim: Extract<HostClaim, { kind: "ours" }>;
  settings: Settings;
};

/** One run at one host, for as long as it holds the lease. */
export class HostRun {
  recordedCount = 0;
  readonly snapshotIds: string[] = [];
  private state: HostState;
  private settings: Settings;
  private readonly agent: ProbeAgent;
  private readonly pace: HostPace;
  private readonly renewal: NodeJS.Timeout;
  private readonly endsAt: Date;
  private readonly unwritten = new Set<Promise<void>>();
  /** What kept a check from being written. */
  private failure: { error: unknown } | null = null;
  /** Set when the run has to end before all is done. */
  private stop: End | null = null;

  constructor(private readonly options: Options) {
    const { claim, settings, host, runId, clock, timeBoxMs } = options;
    this.state = claim.state;
    this.settings = settings;
    this.endsAt = new Date(clock().getTime() + timeBoxMs);
    this.agent = createProbeAgent({
      allowedHosts: allowedHosts(),
      connectTimeoutMs: settings["checks.connectTimeoutMs"],
      verifyTls: settings["checks.verifyTls"],
    });
    this.pace = new HostPace({
      ...{ host, clock, nextAt: claim.state.nextAt, latest: this.endsAt },
      gapMs: () => this.gapMs(),
    });
    this.renewal = setInterval(() => void renewHost({ host, runId, now: clock() }).catch(() => {}), RENEW_MS);
    this.renewal.unref();
  }

  /** Nobody may ask the host before this. */
  restUntil(): Date | null {
    return this.pace.restUntil();
  }

  /** Ends the connections and the renewal of the lease. */
  async close(): Promise<void> {
    clearInterval(this.renewal);
    await this.agent.close();
  }

  /** Checks until nothing is left, or something forbids to go on. What was found is written. */
  async checkAll(): Promise<End> {
    const { host, clock, limit } = this.options;
    let left = limit;
    while (left > 0 && !this.stop) {
      // What is finished but not written would be listed again.
      await this.written();
      if (this.stop) break;
      const some = this.gapMs() >= SLOW_GAP_MS ? 1 : Math.min(LIST_LIMIT, left);
      const wanted = await listHostChecks({ host, now: clock(), limit: some });
      if (wanted.length === 0) break;
      for (const check of wanted) {
        await this.checkOne(check);
        left -= 1;
        if (this.stop) break;
      }
    }
    await this.written();
    return this.stop ?? { end: left > 0 ? "done" : "time", waitMs: 0 };
  }

  private async checkOne(wanted: WantedCheck): Promise<void> {
    this.settings = await getSettings();
    if (!this.settings["checks.isOn"] || this.settings["traffic.isPaused"]) {
      this.stop = { end: "paused", waitMs: 0 };
      return;
    }
    if (this.options.clock() >= this.endsAt) {
      this.stop = { end: "time", waitMs: 0 };
      return;
    }
    const asked = await this.ask(wanted);
    if (asked === null) return;
    const judged = this.judge(wanted, asked);
    const { verdict } = judged.judgement;
    const now = this.options.clock();
    this.state = learnHost(this.state, { facts: asked.facts, verdict, now }, learnRules(this.settings));
    await this.add({ wanted, ...asked, ...judged });
    const waitMs = (this.state.notBefore?.getTime() ?? 0) - now.getTime();
    if (waitMs > 0) this.stop = { end: "waits", waitMs };
  }

  private judge(wanted: WantedCheck, { facts, startedAt }: { facts: ProbeFacts; startedAt: Date }) {
    const acceptedCodes = this.options.claim.rule?.acceptedCodes ?? [];
    const host = { madeUpAnswer: this.state.madeUpAnswer, acceptedCodes };
    const rules = judgeRules(this.settings, wanted.intervalDays);
    const judgement = judge({ facts, history: wanted, host, rules, now: startedAt });
    return { judgement, evidence: evidenceOf(facts, judgement, host) };
  }

  /** The facts of one check; null if the host's turn is too far off, or that of a host to which it redirects. */
  private async ask(wanted: WantedCheck): Promise<{ facts: ProbeFacts; startedAt: Date } | null> {
    const isDeep = needsBody({ wanted, host: this.state, settings: this.settings, now: this.options.clock() });
    const first = await this.probeOnce(wanted, isDeep);
    if (first === null) return null;
    const profiled = await profileHost({
      ...{ state: this.state, facts: first.facts, settings: this.settings, now: this.options.clock() },
      ask: (url) => probeMadeUpPath({ ...this.probeBase(), url, gate: (host) => this.gate(host) }),
    });
    if (!profiled) return first;
    this.state = profiled;
    // The page has to be read to be compared with what this host answers to anything.
    const isComparable =
      first.facts.body !== null ||
      !needsBody({ wanted, host: profiled, settings: this.settings, now: first.startedAt });
    return isComparable ? first : this.probeOnce(wanted, true);
  }

  private async probeOnce(
    wanted: WantedCheck,
    isDeep: boolean,
  ): Promise<{ facts: ProbeFacts; startedAt: Date } | null> {
    const { clock } = this.options;
    let startedAt: Date | null = null;
    const gate = async (host: string) => {
      const turn = await this.gate(host);
      if (turn.go) startedAt ??= clock();
      return turn;
    };
    const { url, validators } = wanted;
    const facts = await probe({ ...this.probeBase(), url, validators, gate, depth: isDeep ? "body" : "head" });
    if (facts.error?.reason !== "put_off") return { facts, startedAt: startedAt ?? clock() };
    const until = facts.putOffUntil ?? this.endsAt;
    if (startedAt === null) this.stop = { end: "time", waitMs: Math.max(0, until.getTime() - clock().getTime()) };
    else
      await putOffCheck({
        id: wanted.id,
        urlVersion: wanted.urlVersion,
        startedAt: new Date(startedAt).toISOString(),
        until,
      });
    return null;
  }

  private probeBase() {
    const { settings } = this;
    const learned = this.options.claim.rule?.method ?? (this.state.learnedMethod === "GET" ? "GET" : "HEAD");
    return {
      agent: this.agent,
      allowedHosts: allowedHosts(),
      userAgent: userAgent(settings["checks.contact"]),
      firstMethod: learned,
      limits: {
        connectTimeoutMs: settings["checks.connectTimeoutMs"],
        headersTimeoutMs: settings["checks.headersTimeoutMs"],
        bodyTimeoutMs: settings["checks.bodyTimeoutMs"],
        maxBodyBytes: settings["checks.maxBodyBytes"],
      },
    } as const;
  }

  /** Before every request: our own host's next slot, or one of the host to which a redirect leads. */
  private async gate(host: string): Promise<Turn> {
    const { clock } = this.options;
    if (host === this.options.host) return this.pace.turn();
    const defaultGapMs = this.settings["checks.hostIntervalMs"];
    if (defaultGapMs === 0) return { go: true };
    const now = clock();
    const latest = new Date(now.getTime() + this.settings["checks.redirectWaitSeconds"] * 1_000);
    const maxCrawlDelayMs = this.settings["checks.maxCrawlDelaySeconds"] * 1_000;
    const slot = await takeForeignSlot({ host, defaultGapMs, maxCrawlDelayMs, now, latest });
    if (!slot.isTaken) return { go: false, until: slot.at };
    for (let left = slot.at.getTime() - clock().getTime(); left > 0; left = slot.at.getTime() - clock().getTime())
      await new Promise((resolve) => setTimeout(resolve, left));
    return { go: true };
  }

  private gapMs(): number {
    const asked = this.options.claim.rule?.intervalMs ?? this.settings["checks.hostIntervalMs"];
    const crawlDelayMs = Math.min(this.state.crawlDelayMs ?? 0, this.settings["checks.maxCrawlDelaySeconds"] * 1_000);
    return Math.max(asked, crawlDelayMs) + this.state.slowdownMs;
  }

  /** Hands a finished check to the writer. */
  private async add(check: FinishedCheck): Promise<void> {
    const { runId, clock } = this.options;
    const writing = writeCheck({ check, runId, host: this.state, now: clock() }).then(
      (written) => this.noteWritten(check.wanted.id, written),
      (error: unknown) => {
        this.failure = { error };
      },
    );
    this.unwritten.add(writing);
    void writing.finally(() => this.unwritten.delete(writing));
    if (this.unwritten.size >= MAX_UNWRITTEN) await this.written();
  }

  private noteWritten(id: string, { recordedIds, snapshotIds, heldHosts, pausedHosts }: RecordedChecks): void {
    const { host } = this.options;
    if (recordedIds.has(id)) this.recordedCount += 1;
    const snapshotId = snapshotIds.get(id);
    if (snapshotId) this.snapshotIds.push(snapshotId);
    if (!heldHosts.has(host)) this.stop = { end: "busy", waitMs: 0 };
    else if (pausedHosts.has(host)) this.stop = { end: "paused", waitMs: 0 };
  }

  /** Waits until all that is finished is written. Throws what kept it from being written. */
  private async written(): Promise<void> {
    await Promise.all(this.unwritten);
    if (this.failure) throw this.failure.error;
  }
}

function learnRules(settings: Settings) {
  return {
    hostIntervalMs: settings["checks.hostIntervalMs"],
    maxSlowdownMs: settings["checks.maxSlowdownSeconds"] * 1_000,
    rateLimitedWaitSeconds: settings["checks.rateLimitedWaitSeconds"],
    hostGiveUpAfter: settings["checks.hostGiveUpAfter"],
    hostGiveUpMinutes: settings["checks.hostGiveUpMinutes"],
  };
}
