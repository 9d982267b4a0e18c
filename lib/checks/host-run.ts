import { db } from "@/lib/db";
import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { CheckHostRequest, HostChecks } from "./check-host";
import { writeCheck } from "./check-writer";
import { type HostClaim, renewHost } from "./claim-host";
import { evidenceOf } from "./evidence";
import { excludeCheck } from "./exclude-check";
import { HostAsker } from "./host-asker";
import { findHostRule, type HostRuleInForce, isSameRule } from "./host-rule";
import { howToLook } from "./how-to-look";
import { type HostKnowledge, judge, judgeRules } from "./judge";
import { learnHost, learnRules } from "./learn-host";
import { listHostChecks, type WantedCheck } from "./list-host-checks";
import { putOffCheck } from "./put-off";
import { type FinishedCheck, type RecordedChecks, recordChecks } from "./record-checks";
import { isAllowedAtHost } from "./robots-of-host";
import { wishForAffected } from "./wish-for-affected";

/** Checks of one host that may wait to be written while it is asked on. */
const MAX_UNWRITTEN = 50;

/** Read at a time: where the gap makes checks slow, one, so that who presses "Check now" waits for no other. */
const LIST_LIMIT = 50;
const SLOW_GAP_MS = 250;

/** While a probe waits for a slow host, nobody else may think that its run is dead. */
const RENEW_MS = 60_000;

/** A page that robots.txt forbids is looked for again when the file may have changed. */
const EXCLUDED_MS = 7 * 86_400_000;

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
  private settings: Settings;
  private rule: HostRuleInForce | null;
  private readonly asker: HostAsker;
  private readonly renewal: NodeJS.Timeout;
  private readonly endsAt: Date;
  private readonly unwritten = new Set<Promise<void>>();
  /** What kept a check from being written. */
  private failure: { error: unknown } | null = null;
  private askedCount = 0;
  /** Set when the run has to end before all is done. */
  private stop: End | null = null;

  constructor(private readonly options: Options) {
    const { claim, host, runId, clock, timeBoxMs } = options;
    this.settings = options.settings;
    this.endsAt = new Date(clock().getTime() + timeBoxMs);
    const { state } = claim;
    this.rule = claim.rule;
    const inForce = { rule: () => this.rule, settings: () => this.settings };
    this.asker = new HostAsker({ host, clock, state, endsAt: this.endsAt, ...inForce });
    this.renewal = setInterval(() => void renewHost({ host, runId, now: clock() }).catch(() => {}), RENEW_MS);
    this.renewal.unref();
  }

  /** Ends the connections and the renewal of the lease. */
  async close(): Promise<void> {
    clearInterval(this.renewal);
    await this.asker.close();
  }

  /** Nobody may ask the host before this. */
  restUntil(): Date | null {
    return this.asker.restUntil();
  }

  /** Checks until nothing is left, or something forbids to go on. What was found is written. */
  async checkAll(): Promise<End> {
    const { host, clock, limit } = this.options;
    let left = limit;
    while (left > 0 && !this.stop) {
      // What is finished but not written would be listed again.
      await this.written();
      if (this.stop) break;
      const some = this.asker.gapMs() >= SLOW_GAP_MS ? 1 : Math.min(LIST_LIMIT, left);
      const wanted = await listHostChecks({ host, now: clock(), limit: some });
      const [first] = wanted;
      if (!first) break;
      // Under another rule others may be wanted too.
      if (await this.heed(first.rule)) continue;
      for (const check of wanted) {
        await this.checkOne(check);
        left -= 1;
        if (this.stop) break;
      }
    }
    await this.written();
    await this.heed(await findHostRule({ host, now: clock() }));
    return this.stop ?? { end: left > 0 ? "done" : "time", waitMs: 0 };
  }

  /**
   * Takes over the rule that is in force now. What was judged by another one meanwhile, and written, is checked again: whoever set the rule could
   * not know of it. Answers whether it was another.
   */
  private async heed(rule: HostRuleInForce | null): Promise<boolean> {
    if (isSameRule(rule, this.rule)) return false;
    this.rule = rule;
    const { host, clock } = this.options;
    await wishForAffected(db, { host, acceptedCodes: rule?.acceptedCodes ?? [], now: clock() });
    return true;
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
    if (!(await this.mayAsk(wanted))) return;
    const asked = await this.ask(wanted);
    if (asked === null) return;
    this.askedCount += 1;
    const judged = this.judge(wanted, asked);
    const now = this.options.clock();
    const seen = { facts: asked.facts, verdict: judged.judgement.verdict, now };
    this.asker.state = learnHost(this.asker.state, seen, learnRules(this.settings));
    await this.add({ wanted, ...asked, ...judged });
    const { notBefore } = this.asker.state;
    if (notBefore && notBefore > now) this.stop = this.waits(notBefore);
  }

  /** Reads robots.txt where it matters: before a second request for its delay, and before the first if it is to be obeyed. */
  private async mayAsk(wanted: WantedCheck): Promise<boolean> {
    const isObeyed = this.settings["checks.obeyRobots"];
    if (isObeyed || this.askedCount > 0) await this.readRobots(wanted.url);
    if (this.stop) return false;
    if (!isObeyed || isAllowedAtHost(this.asker.state, wanted.url)) return true;
    const startedAt = this.options.clock();
    const until = new Date(startedAt.getTime() + EXCLUDED_MS);
    await excludeCheck({ id: wanted.id, urlVersion: wanted.urlVersion, startedAt, until });
    return false;
  }

  /** What it says is written at once: a long delay may end the run before its next check. */
  private async readRobots(url: string): Promise<void> {
    const { state } = this.asker;
    await this.asker.readRobots(url);
    if (this.asker.state === state) return;
    const { runId, clock } = this.options;
    await recordChecks([{ runId, host: this.asker.state, checks: [], hasNewRobots: true }], clock());
    if (this.asker.isRefused()) this.stop = this.waits(this.asker.state.notBefore);
  }

  private waits(until: Date | null): End {
    return { end: "waits", waitMs: Math.max(0, (until?.getTime() ?? 0) - this.options.clock().getTime()) };
  }

  /** The facts of one check; null if the host's turn is too far off, or that of a host to which it redirects. */
  private async ask(wanted: WantedCheck): Promise<{ facts: ProbeFacts; startedAt: Date } | null> {
    const first = await this.askOnce(wanted);
    if (first === null || !(await this.asker.profile(first.facts)) || this.asker.isRefused()) return first;
    // The page has to be read to be compared with what this host answers to anything.
    const isReadNow = first.facts.body !== null || this.lookOf(wanted).depth === "head";
    return isReadNow ? first : this.askOnce(wanted);
  }

  private async askOnce(wanted: WantedCheck): Promise<{ facts: ProbeFacts; startedAt: Date } | null> {
    const { depth, isConditional } = this.lookOf(wanted);
    const validators = isConditional ? wanted.validators : null;
    const asked = await this.asker.ask({ url: wanted.url, validators, depth });
    if (asked.kind === "answered") return asked;
    const { until, leadsTo } = asked;
    if (asked.isOwnTurn) this.stop = { ...this.waits(until), end: "time" };
    else await putOffCheck({ id: wanted.id, urlVersion: wanted.urlVersion, until, leadsTo });
    return null;
  }

  private lookOf(wanted: WantedCheck) {
    return howToLook({
      isAskedByPerson: wanted.checkPriority >= 2,
      isFirstCheck: wanted.lastCheckedAt === null,
      history: wanted,
      bodyReadAt: wanted.bodyReadAt,
      host: this.knowledge(),
      readBodyEveryDays: this.settings["checks.readBodyEveryDays"],
      now: this.options.clock(),
    });
  }

  private knowledge(): HostKnowledge {
    const acceptedCodes = this.rule?.acceptedCodes ?? [];
    return { madeUpAnswer: this.asker.state.madeUpAnswer, acceptedCodes };
  }

  private judge(wanted: WantedCheck, { facts, startedAt }: { facts: ProbeFacts; startedAt: Date }) {
    const host = this.knowledge();
    const rules = judgeRules(this.settings, wanted.intervalDays);
    const judgement = judge({ facts, history: wanted, host, rules, now: startedAt });
    return { judgement, evidence: evidenceOf(facts, judgement, host) };
  }

  /** Hands a finished check to the writer. */
  private async add(check: FinishedCheck): Promise<void> {
    const { runId, clock } = this.options;
    const writing = writeCheck({ check, runId, host: this.asker.state, now: clock() }).then(
      (written) => this.noteWritten(check.wanted.id, written),
      (error: unknown) => {
        this.failure = { error };
      },
    );
    this.unwritten.add(writing);
    void writing.finally(() => this.unwritten.delete(writing));
    if (this.unwritten.size >= MAX_UNWRITTEN) await this.written();
  }

  private noteWritten(id: string, { recordedIds, snapshotIds, heldHosts, pausedHosts, waits }: RecordedChecks): void {
    const { host } = this.options;
    if (recordedIds.has(id)) this.recordedCount += 1;
    const snapshotId = snapshotIds.get(id);
    if (snapshotId) this.snapshotIds.push(snapshotId);
    if (!heldHosts.has(host)) this.stop = { end: "busy", waitMs: 0 };
    else if (pausedHosts.has(host)) this.stop = { end: "paused", waitMs: 0 };
    else if (waits.has(host)) this.stop ??= this.waits(waits.get(host) ?? null);
  }

  /** Waits until all that is finished is written. Throws what kept it from being written. */
  private async written(): Promise<void> {
    await Promise.all(this.unwritten);
    if (this.failure) throw this.failure.error;
  }
}
