import { type ClockState, dayStart, SandboxClock } from "../clock";
import { normaliseUrl } from "./archive-url";
import type { Account, Capture, Entry, Fault, Job, LoggedRequest, Run, Target, Visitor } from "./entries";
import type { Journal } from "./journal";
import { type ArchiveSettings, patchSettings } from "./settings";

/** Requests and runs that are remembered; older ones are dropped. */
const LOG_LIMIT = 100_000;
const MINUTE_MS = 60_000;

type Attempt = Extract<Entry, { kind: "attempt" }>;
type Post = Extract<Entry, { kind: "post" }>;
type Mail = Extract<Entry, { kind: "mail" }>;

/** What a fresh archive starts with. */
export interface InitialState {
  seed: number;
  settings: ArchiveSettings;
  accounts: readonly Account[];
  clock: ClockState;
}

/** All that the fake archive knows. Changed by {@link record} only, so that the journal holds every change. */
export class ArchiveState {
  seed: number;
  settings: ArchiveSettings;
  readonly accounts = new Map<string, Account>();
  readonly jobs = new Map<string, Job>();
  /** Newest last, by key of the index. */
  readonly captures = new Map<string, Capture[]>();
  /** Fixtures by what they were set with; the exact ones also by their normalised URL. */
  readonly targets = new Map<string, Target>();
  readonly exactTargets = new Map<string, Target>();
  readonly faults = new Map<string, Fault>();
  readonly visitors = new Map<string, Visitor>();
  readonly mail: Mail[] = [];
  readonly requests = new Map<number, LoggedRequest>();
  lastRequestNumber = 0;
  runs: Run[] = [];
  /** Those of the newest UTC day. */
  attempts: Attempt[] = [];
  /** Those of the last minute. */
  posts: Post[] = [];

  /** Names of the faults that strike the request at hand; the server puts each request's own list here. */
  strikes: string[] = [];

  readonly clock: SandboxClock;
  readonly #journal: Journal;

  /** Begins as `initial` says, and goes on where the journal ends when it has entries. */
  constructor(journal: Journal, initial: InitialState) {
    this.#journal = journal;
    this.seed = initial.seed;
    this.settings = initial.settings;
    this.clock = new SandboxClock(initial.clock);
    for (const entry of journal.read()) this.apply(entry);
    // What the start names wins over what the journal remembers.
    for (const account of initial.accounts) this.accounts.set(account.accessKey, account);
    journal.rewrite(this.#entries());
  }

  /** Forgets everything and begins anew. */
  reset(initial: InitialState): void {
    const maps = [this.accounts, this.jobs, this.captures, this.targets, this.exactTargets, this.faults];
    for (const memory of [...maps, this.visitors, this.requests]) memory.clear();
    this.mail.length = 0;
    this.lastRequestNumber = 0;
    this.runs = [];
    this.attempts = [];
    this.posts = [];
    this.seed = initial.seed;
    this.settings = initial.settings;
    this.clock.restore(initial.clock);
    for (const account of initial.accounts) this.accounts.set(account.accessKey, account);
    this.#journal.rewrite(this.#entries());
  }

  /** Makes the changes and writes them down, all at once. */
  record(...entries: Entry[]): void {
    for (const entry of entries) this.apply(entry);
    this.#journal.append(entries);
    if (this.#journal.isLong) this.#journal.rewrite(this.#entries());
  }

  /** Makes the change without writing it: for what is read from the journal. */
  apply(entry: Entry): void {
    switch (entry.kind) {
      case "seed":
        this.seed = entry.seed;
        return;
      case "clock":
        this.clock.restore(entry.clock);
        return;
      case "settings":
        this.settings = patchSettings(this.settings, entry.settings);
        return;
      case "account":
        this.accounts.set(entry.account.accessKey, entry.account);
        return;
      case "job":
        this.jobs.set(entry.job.id, entry.job);
        return;
      case "run":
        this.runs.push(entry.run);
        if (this.runs.length > LOG_LIMIT) this.runs = this.runs.slice(-LOG_LIMIT / 2);
        return;
      case "capture":
        this.#keepCapture(entry.capture);
        return;
      case "post":
        this.posts = this.posts.filter(({ at }) => at > entry.at - MINUTE_MS);
        this.posts.push(entry);
        return;
      case "attempt":
        this.#keepAttempt(entry);
        return;
      case "visitor":
        this.visitors.set(entry.visitor.address, entry.visitor);
        return;
      case "target":
        this.#keepTarget(entry.target);
        return;
      case "targets-cleared":
        this.targets.clear();
        this.exactTargets.clear();
        return;
      case "fault":
        this.faults.set(entry.fault.id, entry.fault);
        return;
      case "faults-cleared":
        this.faults.clear();
        return;
      case "request":
        this.#keepRequest(entry.request);
        return;
      case "mail":
        this.mail.push(entry);
        return;
    }
  }

  /** The fewest entries that make this state again. */
  #entries(): Entry[] {
    return [
      { kind: "seed", seed: this.seed },
      { kind: "clock", clock: this.clock.state },
      { kind: "settings", settings: this.settings },
      ...[...this.accounts.values()].map((account): Entry => ({ kind: "account", account })),
      ...[...this.jobs.values()].map((job): Entry => ({ kind: "job", job })),
      ...this.runs.map((run): Entry => ({ kind: "run", run })),
      ...[...this.captures.values()].flat().map((capture): Entry => ({ kind: "capture", capture })),
      ...[...this.targets.values()].map((target): Entry => ({ kind: "target", target })),
      ...[...this.faults.values()].map((fault): Entry => ({ kind: "fault", fault })),
      ...[...this.visitors.values()].map((visitor): Entry => ({ kind: "visitor", visitor })),
      ...this.posts,
      ...this.attempts,
      ...this.mail,
      ...[...this.requests.values()].map((request): Entry => ({ kind: "request", request })),
    ];
  }

  /** Whether anything happened yet that a clock set back would contradict. */
  get isUntouched(): boolean {
    return this.jobs.size === 0 && this.captures.size === 0 && this.posts.length === 0;
  }

  /** A capture with the same id is replaced: hiding one is writing it anew. */
  #keepCapture(capture: Capture): void {
    const others = (this.captures.get(capture.key) ?? []).filter(({ id }) => id !== capture.id);
    this.captures.set(
      capture.key,
      [...others, capture].sort((a, b) => a.capturedAt - b.capturedAt),
    );
  }

  #keepTarget(target: Target): void {
    // Taken out first, so that what was set last stands last.
    this.targets.delete(target.url);
    this.targets.set(target.url, target);
    const normal = target.url.includes("*") ? null : normaliseUrl(target.url);
    if (normal !== null) this.exactTargets.set(normal, target);
  }

  #keepAttempt(attempt: Attempt): void {
    const newest = this.attempts.at(-1);
    if (newest && newest.at < dayStart(attempt.at)) {
      // A day's counts end with it; the minute before is still needed for the pace a host is visited at.
      this.attempts = this.attempts.filter(({ at }) => at > attempt.at - MINUTE_MS);
    }
    this.attempts.push(attempt);
  }

  #keepRequest(request: LoggedRequest): void {
    this.requests.set(request.number, request);
    this.lastRequestNumber = Math.max(this.lastRequestNumber, request.number);
    if (this.requests.size <= LOG_LIMIT) return;
    const [oldest] = this.requests.keys();
    if (oldest !== undefined) this.requests.delete(oldest);
  }
}
