import { setTimeout as sleep } from "node:timers/promises";
import { allowedHosts } from "@/lib/remotes/allowed-hosts";
import { probe } from "@/lib/remotes/probe";
import { createProbeAgent, type ProbeAgent } from "@/lib/remotes/probe-agent";
import type { ProbeFacts, Refusal, Validators } from "@/lib/remotes/probe-facts";
import { probeMadeUpPath } from "@/lib/remotes/probe-made-up";
import { readRobots } from "@/lib/remotes/robots";
import type { Settings } from "@/lib/settings/definitions";
import type { HostState } from "./claim-host";
import { hostGap } from "./host-gap";
import { HostPace, type Turn, takeForeignSlot } from "./host-pace";
import type { HostRuleInForce } from "./host-rule";
import { afterRefusal, learnRules } from "./learn-host";
import { noteRefusal } from "./note-refusal";
import { isProfileDue, profiled } from "./profile-host";
import { standInLine } from "./put-off";
import { isRobotsDue, withRobots } from "./robots-of-host";
import { userAgent } from "./user-agent";

type Options = {
  host: string;
  clock: () => Date;
  /** No request to the host begins after this. */
  endsAt: Date;
  /** In force at the moment. */
  rule: () => HostRuleInForce | null;
  /** As they are at the moment. */
  settings: () => Settings;
  state: HostState;
};

/** The facts of one check, or when it may be made: this host's turn is too far off, or that of one to which it redirects. */
export type Asked =
  | { kind: "answered"; facts: ProbeFacts; startedAt: Date }
  | {
      kind: "later";
      until: Date;
      /** Nothing was asked: it is this host's turn that is too far off. */
      isOwnTurn: boolean;
      /** The other host whose turn is. */
      leadsTo: string | null;
    };

/** Asks one host, politely: every request, whatever it is for, waits for its turn. Keeps what it learns of the host in `state`. */
export class HostAsker {
  state: HostState;
  private readonly agent: ProbeAgent;
  private readonly pace: HostPace;

  constructor(private readonly options: Options) {
    const { host, clock, endsAt, state } = options;
    const settings = options.settings();
    this.state = state;
    this.agent = createProbeAgent({
      allowedHosts: allowedHosts(),
      connectTimeoutMs: settings["checks.connectTimeoutMs"],
      verifyTls: settings["checks.verifyTls"],
    });
    this.pace = new HostPace({ host, clock, nextAt: state.nextAt, latest: endsAt, gapMs: () => this.gapMs() });
  }

  /** Ends the connections. */
  close(): Promise<void> {
    return this.agent.close();
  }

  /** Nobody may ask the host before this; null if nothing was asked. */
  restUntil(): Date | null {
    return this.pace.restUntil();
  }

  /** Between an answer and the next request. */
  gapMs(): number {
    const settings = this.options.settings();
    const { crawlDelayMs, slowdownMs } = this.state;
    return hostGap({
      ruleMs: this.options.rule()?.intervalMs ?? null,
      settingMs: settings["checks.hostIntervalMs"],
      crawlDelayMs,
      maxCrawlDelayMs: settings["checks.maxCrawlDelaySeconds"] * 1_000,
      slowdownMs,
    }).gapMs;
  }

  /** One check's answer. */
  async ask(target: { url: string; validators: Validators | null; depth: "head" | "body" }): Promise<Asked> {
    const { clock, endsAt } = this.options;
    let startedAt: Date | null = null;
    let leadsTo: string | null = null;
    const gate = async (host: string) => {
      // What was begun is ended, though its second request may come after the time box: else a slow host would never get a verdict.
      const turn = await this.gate(host, startedAt !== null);
      if (turn.go) startedAt ??= clock();
      else if (host !== this.options.host) leadsTo = host;
      return turn;
    };
    const facts = await probe({ ...this.request(), ...target, gate });
    if (facts.error?.reason === "put_off") {
      const earliest = facts.putOffUntil ?? endsAt;
      const line = { settings: this.options.settings(), earliest, now: clock() };
      const until = leadsTo === null ? earliest : await standInLine({ host: leadsTo, ...line });
      return { kind: "later", until, isOwnTurn: startedAt === null, leadsTo };
    }
    if (facts.refusal) await this.noteOfOther(facts.refusal);
    return { kind: "answered", facts, startedAt: startedAt ?? clock() };
  }

  /** Asks for a page that can't be there, if a good page came and that was not done for a while. Whether something was learned. */
  async profile(facts: ProbeFacts): Promise<boolean> {
    const now = this.options.clock();
    if (!isProfileDue({ state: this.state, facts, settings: this.options.settings(), now })) return false;
    const url = facts.finalUrl;
    const { gate, isOwnTurn } = this.sideGate();
    const asked = await probeMadeUpPath({ ...this.request(), url, gate });
    if (asked.error?.reason === "put_off" && isOwnTurn()) return false;
    this.state = profiled(this.state, asked, now);
    if (asked.refusal) await this.noteAny(asked.refusal);
    return true;
  }

  /** Whether the host has asked us to come less often, so that nothing more may be asked now. */
  isRefused(): boolean {
    const { notBefore, notBeforeReason } = this.state;
    return notBefore !== null && notBeforeReason !== "no_answer" && notBefore > this.options.clock();
  }

  /** Reads robots.txt if what is known of it is old. */
  async readRobots(url: string): Promise<void> {
    const now = this.options.clock();
    if (!isRobotsDue({ state: this.state, settings: this.options.settings(), now })) return;
    const { gate, isOwnTurn } = this.sideGate();
    const answer = await readRobots({ ...this.request(), url, gate });
    if (answer.state === "put_off" && isOwnTurn()) return;
    this.state = withRobots(this.state, answer, now);
    if (answer.refusal) await this.noteAny(answer.refusal);
  }

  /** What a host said in place of an answer that is no check's: what our own said counts as it does in a check. */
  private async noteAny(refusal: Refusal): Promise<void> {
    if (refusal.host !== this.options.host) return this.noteOfOther(refusal);
    this.state = afterRefusal(this.state, refusal, this.options.clock(), learnRules(this.options.settings()));
  }

  /** The wish of a host to which ours leads is noted with that one; our own learns from the check. */
  private async noteOfOther(refusal: Refusal): Promise<void> {
    const { host, clock } = this.options;
    if (refusal.host !== host) await noteRefusal(refusal, { settings: this.options.settings(), now: clock() });
  }

  private request() {
    const settings = this.options.settings();
    const learned = this.state.learnedMethod === "GET" ? "GET" : "HEAD";
    return {
      clock: this.options.clock,
      agent: this.agent,
      allowedHosts: allowedHosts(),
      userAgent: userAgent(settings["checks.contact"]),
      firstMethod: this.options.rule()?.method ?? learned,
      limits: {
        connectTimeoutMs: settings["checks.connectTimeoutMs"],
        headersTimeoutMs: settings["checks.headersTimeoutMs"],
        bodyTimeoutMs: settings["checks.bodyTimeoutMs"],
        maxBodyBytes: settings["checks.maxBodyBytes"],
      },
    } as const;
  }

  /**
   * The gate of what is asked beside the checks, and whether it is our own turn that it said no to. Where another host's is too far off, to which
   * ours leads, that is all that can be known for now: asked again before each check, our own would be bothered for nothing.
   */
  private sideGate() {
    let isOwn = true;
    const gate = async (host: string) => {
      const turn = await this.gate(host);
      isOwn = host === this.options.host;
      return turn;
    };
    return { gate, isOwnTurn: () => isOwn };
  }

  /** Before every request: our own host's next slot, or one of the host to which a redirect leads. */
  private async gate(host: string, hasBegun = false): Promise<Turn> {
    if (host === this.options.host) return this.pace.turn(hasBegun);
    const { clock } = this.options;
    const settings = this.options.settings();
    const now = clock();
    const latest = new Date(now.getTime() + settings["checks.redirectWaitSeconds"] * 1_000);
    const slot = await takeForeignSlot({ host, settings, now, latest });
    if (slot === null) return { go: false, until: latest };
    for (let left = slot.getTime() - clock().getTime(); left > 0; left = slot.getTime() - clock().getTime())
      await sleep(left);
    return { go: true };
  }
}
