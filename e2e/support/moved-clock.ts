import { setPaceClock } from "@/lib/snapshots/pace-clock";
import { Prisma } from "@/prisma/generated/client";

/**
 * A clock on which nothing takes time but waiting: as soon as every task waits, the clock jumps to the next one that is to wake. `Date`, the limiter's
 * clock and whoever `follows` (the sandbox) go by it, so a day passes in seconds and each run is the same.
 */
export class MovedClock {
  #nowMs: number;
  #active = 0;
  #sleepers: { atMs: number; wake: () => void }[] = [];
  #onIdle: () => void = () => undefined;
  #failure: { error: unknown } | null = null;
  /** Sleepers that are not woken before this: their machine is off. */
  #offUntilMs = 0;

  constructor(
    startMs: number,
    private readonly follows: (stepMs: number) => void,
  ) {
    this.#nowMs = startMs;
    moveDate(() => this.#nowMs);
    setPaceClock({
      now: () => Prisma.sql`${new Date(this.#nowMs)}::timestamptz`,
      sleep: (ms) => this.sleep(ms),
    });
  }

  get now(): Date {
    return new Date(this.#nowMs);
  }

  /** Called by a task: waits on this clock. */
  sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ atMs: this.#nowMs + Math.max(0, Math.ceil(ms)), wake });
      this.#rest();
    });
  }

  /** Starts a task. What it throws is thrown by the next `runFor` or `runUntil`. */
  spawn(task: () => Promise<unknown>): void {
    this.#active += 1;
    task()
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#rest());
  }

  /** Lets so much time pass. */
  async runFor(ms: number): Promise<void> {
    await this.#runTo(this.#nowMs + ms);
  }

  /** Lets time pass until `isReached`, which is looked at every `everyMs`; throws when that takes longer than `maxMs`. */
  async runUntil(
    isReached: () => boolean | Promise<boolean>,
    { everyMs = 10_000, maxMs = 86_400_000 } = {},
  ): Promise<void> {
    const endMs = this.#nowMs + maxMs;
    while (!(await isReached())) {
      if (this.#nowMs >= endMs) throw new Error(`Not reached within ${maxMs / 60_000} minutes.`);
      await this.#runTo(this.#nowMs + everyMs);
    }
  }

  /** The machine on which the tasks run is off for so long: nobody wakes, then all that is overdue does. */
  async turnOff(ms: number): Promise<void> {
    this.#offUntilMs = this.#nowMs + ms;
    await this.#runTo(this.#offUntilMs);
  }

  /** Real time is back. */
  close(): void {
    moveDate(null);
    setPaceClock(null);
  }

  async #runTo(endMs: number): Promise<void> {
    for (;;) {
      await this.#idle();
      if (this.#failure) throw this.#failure.error;
      const nextMs = Math.max(this.#offUntilMs, Math.min(...this.#sleepers.map(({ atMs }) => atMs)));
      if (nextMs > endMs) break;
      this.#jump(nextMs);
      const due = this.#sleepers.filter(({ atMs }) => atMs <= nextMs);
      this.#sleepers = this.#sleepers.filter(({ atMs }) => atMs > nextMs);
      this.#active += due.length;
      for (const { wake } of due) wake();
    }
    this.#jump(endMs);
  }

  #jump(toMs: number): void {
    if (toMs <= this.#nowMs) return;
    this.follows(toMs - this.#nowMs);
    this.#nowMs = toMs;
  }

  #idle(): Promise<void> {
    if (this.#active === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle = resolve;
    });
  }

  #rest(): void {
    this.#active -= 1;
    if (this.#active === 0) this.#onIdle();
  }
}

const RealDate = Date;

/** Puts a `Date` in place that shows `now`, or the real one. */
function moveDate(now: (() => number) | null): void {
  if (now === null) {
    globalThis.Date = RealDate;
    return;
  }
  const Moved = new Proxy(RealDate, {
    construct: (target, args: unknown[]) => Reflect.construct(target, args.length === 0 ? [now()] : args, target),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
  globalThis.Date = Moved;
}
