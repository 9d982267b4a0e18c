import { fromTimestamp, toTimestamp } from "../clock";
import { capturesToday, limitsOf, postsInMinute, takenSlots } from "./account-use";
import { makeAccount } from "./accounts";
import { normaliseUrl, urlKey } from "./archive-url";
import { type Audit, auditLog } from "./audit";
import type { Capture, Fault, Job, Limits, LoggedRequest, Run, TargetInput } from "./entries";
import { TargetSchema } from "./entries";
import { type FaultRequest, makeFault } from "./faults";
import type { ArchiveSettings, SettingsPatch } from "./settings";
import { patchSettings } from "./settings";
import type { ArchiveState, InitialState } from "./state";

/** A wish that the control interface refuses; the sentence goes to the caller. */
export class ControlError extends Error {}

/** A capture to be put into the index by hand; visible at once. */
export interface CaptureRequest {
  url: string;
  /** 14 digits; now when absent. */
  timestamp?: string;
  status?: number;
  mimeType?: string;
  edition?: string;
}

/** Everything that tests and demonstrations may do behind the client's back. One object serves HTTP and in-process callers. */
export class ArchiveControl {
  readonly #state: ArchiveState;
  readonly #initial: () => InitialState;
  readonly #resetListeners: (() => void)[] = [];
  readonly #changeListeners: (() => void)[] = [];

  /** Resolves once a port that a fault shuts is shut, or open again. The server sets it. */
  settled: () => Promise<void> = () => Promise.resolve();

  /** `initial` says anew at each reset how the program starts. */
  constructor(state: ArchiveState, initial: () => InitialState) {
    this.#state = state;
    this.#initial = initial;
  }

  /** Calls back after each reset, for what is remembered outside the state. */
  onReset(listener: () => void): void {
    this.#resetListeners.push(listener);
  }

  /** Calls back after each change of the clock or of the faults. */
  onChange(listener: () => void): void {
    this.#changeListeners.push(listener);
  }

  #changed(): void {
    for (const listener of this.#changeListeners) listener();
  }

  /** Back to how the program started: no job, no capture, no fault, its own settings, and the real time. */
  reset({ seed, settings }: { seed?: number; settings?: SettingsPatch } = {}): void {
    const initial = this.#initial();
    const chosen = settings === undefined ? initial.settings : guard(() => patchSettings(initial.settings, settings));
    this.#state.reset({ ...initial, seed: seed ?? initial.seed, settings: chosen });
    for (const listener of this.#resetListeners) listener();
    this.#changed();
  }

  get seed(): number {
    return this.#state.seed;
  }

  setSeed(seed: number): void {
    this.#state.record({ kind: "seed", seed });
  }

  /** Virtual time in ms since 1970, and how fast it runs. */
  clock(): { now: number; iso: string; scale: number } {
    const now = this.#state.clock.now();
    return { now, iso: new Date(now).toISOString(), scale: this.#state.clock.state.scale };
  }

  /** Moves the clock forward by so many milliseconds. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new ControlError("The clock only goes forward. Reset the sandbox to start over.");
    this.#setClock(this.#state.clock.now() + ms);
  }

  /** Sets the clock. Backward only while nothing has happened yet. */
  setClock(now: number): void {
    if (now < this.#state.clock.now() && !this.#state.isUntouched) {
      throw new ControlError("The clock only goes forward once something has happened. Reset the sandbox first.");
    }
    this.#setClock(now);
  }

  /** Lets the clock run so many times as fast as real time; 0 stops it. */
  setScale(scale: number): void {
    this.#setClock(this.#state.clock.now(), scale);
  }

  #setClock(now: number, scale?: number): void {
    this.#state.record({ kind: "clock", clock: this.#state.clock.at(now, scale) });
    this.#changed();
  }

  get settings(): ArchiveSettings {
    return this.#state.settings;
  }

  /** Changes limits, durations and switches, for what is submitted from now on. Throws for unknown or wrong ones. */
  configure(patch: SettingsPatch): ArchiveSettings {
    const settings = guard(() => patchSettings(this.#state.settings, patch));
    this.#state.record({ kind: "settings", settings });
    return this.#state.settings;
  }

  /** Says what the archive finds at a URL or a pattern of URLs. */
  setTarget(target: TargetInput): void {
    const parsed = TargetSchema.safeParse(target);
    if (!parsed.success) throw new ControlError(`The target is wrong. ${parsed.error.issues[0]?.message ?? ""}`);
    this.#state.record({ kind: "target", target: parsed.data });
  }

  clearTargets(): void {
    this.#state.record({ kind: "targets-cleared" });
  }

  get targets() {
    return [...this.#state.targets.values()];
  }

  /** Arms a fault of the catalogue. */
  arm(request: FaultRequest): Fault {
    const fault = guard(() => makeFault(this.#state, request));
    this.#state.record({ kind: "fault", fault });
    this.#changed();
    return fault;
  }

  /** Disarms one fault, or all. */
  disarm(id?: string): void {
    const fault = id === undefined ? undefined : this.#state.faults.get(id);
    if (id === undefined) this.#state.record({ kind: "faults-cleared" });
    else if (fault) this.#state.record({ kind: "fault", fault: { ...fault, remaining: 0 } });
    else throw new ControlError(`No fault has the id ${id}.`);
    this.#changed();
  }

  get faults(): Fault[] {
    return [...this.#state.faults.values()];
  }

  /**
   * Adds an account, which wants a secret, or changes a known one. Revoked keys are answered 401 from now on; limits that are
   * not named stay the settings'.
   */
  setAccount(wish: { accessKey: string; secretKey?: string; isRevoked?: boolean; limits?: Limits }): void {
    const { accessKey, secretKey } = wish;
    const known = this.#state.accounts.get(accessKey);
    const account = secretKey === undefined ? known : { ...known, ...makeAccount({ accessKey, secretKey }) };
    if (!account) throw new ControlError(`No account has the access key ${accessKey}.`);
    const isRevoked = wish.isRevoked ?? (secretKey === undefined && account.isRevoked);
    const limits = wish.limits ?? known?.limits ?? {};
    this.#state.record({ kind: "account", account: { ...account, isRevoked, limits } });
  }

  /** Revokes a known key, or lets it in again. */
  revoke(accessKey: string, isRevoked = true): void {
    this.setAccount({ accessKey, isRevoked });
  }

  /** Each account with its limits and what it has used of them. */
  get accounts() {
    const now = this.#state.clock.now();
    return [...this.#state.accounts.values()].map(({ accessKey, isRevoked }) => ({
      accessKey,
      isRevoked,
      limits: limitsOf(this.#state, accessKey),
      used: {
        slots: takenSlots(this.#state, accessKey, now),
        postsInMinute: postsInMinute(this.#state, accessKey, now),
        capturesToday: capturesToday(this.#state, accessKey, now).length,
      },
    }));
  }

  /** Puts a capture into the index that no job made. */
  addCapture(request: CaptureRequest): Capture {
    const url = normaliseUrl(request.url);
    const capturedAt = request.timestamp === undefined ? this.#state.clock.now() : fromTimestamp(request.timestamp);
    if (url === null || capturedAt === null)
      throw new ControlError("A capture needs a URL and a timestamp of 14 digits.");
    const capture: Capture = {
      id: `${urlKey(url)} ${toTimestamp(capturedAt)} 0`,
      key: urlKey(url),
      url,
      capturedAt,
      status: request.status ?? 200,
      mimeType: request.mimeType ?? "text/html",
      redirectTo: null,
      edition: request.edition ?? "1",
      madeAt: capturedAt,
      visibleAt: { playback: capturedAt, cdx: capturedAt, availability: capturedAt },
      vanishesAt: null,
    };
    this.#state.record({ kind: "capture", capture });
    return capture;
  }

  /** Lets a URL's captures, or the one of a timestamp, vanish now. Answers how many. */
  hideCaptures({ url, timestamp }: { url: string; timestamp?: string }): number {
    const normal = normaliseUrl(url);
    const known = normal === null ? [] : (this.#state.captures.get(urlKey(normal)) ?? []);
    const chosen = known.filter((one) => timestamp === undefined || toTimestamp(one.capturedAt) === timestamp);
    const now = this.#state.clock.now();
    this.#state.record(...chosen.map((one) => ({ kind: "capture" as const, capture: { ...one, vanishesAt: now } })));
    return chosen.length;
  }

  /** Excludes a URL, or a pattern with `*`, from the archive. */
  exclude(url: string): void {
    this.setTarget({ url, isExcluded: true });
  }

  get captures(): Capture[] {
    return [...this.#state.captures.values()].flat();
  }

  get jobs(): Job[] {
    return [...this.#state.jobs.values()];
  }

  /** Every capture that was begun, oldest first. A job id belongs to its URL, so {@link jobs} has the newest of a URL only. */
  get runs(): Run[] {
    return [...this.#state.runs];
  }

  /** What the log says of pace, slots, days and repetitions: see {@link Audit}. */
  audit(): Audit {
    return auditLog([...this.#state.requests.values()], this.#state.runs);
  }

  /** Reports that were asked for by `email_result`. Nothing is ever sent. */
  get mail() {
    return [...this.#state.mail];
  }

  /** The recorded requests, oldest first, narrowed by the start of their path, their method and a number they follow. */
  requests({ path, method, after }: { path?: string; method?: string; after?: number } = {}): LoggedRequest[] {
    return [...this.#state.requests.values()].filter(
      (request) =>
        (path === undefined || request.path.startsWith(path)) &&
        (method === undefined || request.method === method) &&
        (after === undefined || request.number > after),
    );
  }
}

function guard<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new ControlError(error instanceof Error ? error.message : String(error));
  }
}
