import type { InngestFunction } from "inngest";
import { scheduleDue, snapshotRequested, snapshotSubmitted } from "@/inngest/events";
import { pollSnapshotsFunction } from "@/inngest/functions/poll-snapshots";
import { runScheduleFunction } from "@/inngest/functions/run-schedule";
import { submitSnapshotFunction, throttleFor } from "@/inngest/functions/submit-snapshot";
import type { Actor } from "@/lib/actor";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { newRowId } from "@/lib/row-id";
import type { ScheduleName } from "@/lib/schedules/definitions";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import { freeLimiters, makeCollection, makeResource, useSettings as putSettings } from "@/lib/snapshots/fixtures/rows";
import { requestSnapshot } from "@/lib/snapshots/request-snapshot";
import type { SettingsPatch } from "@/sandbox/archive/settings";
import { startSandbox } from "@/sandbox/start-sandbox";
import { MovedClock } from "./moved-clock";

type Event = { name: string; data: Record<string, unknown> };
type Handler = (context: { event: Event; step: unknown; runId: string }) => Promise<unknown>;

const PERSON: Actor = { kind: "user", id: "u1", name: "Ada", role: "admin", editorOf: "all" };

/** A Wednesday morning in the past, so that no row of the world lies in the database's future. */
export const MORNING = Date.UTC(2026, 8, 16, 8, 0, 0);

/** Schedules that concern snapshots. */
const TICKING = ["poll-snapshots", "verify-snapshots", "sweep-lost-work"] as const satisfies ScheduleName[];

export type MovedWorld = Awaited<ReturnType<typeof startMovedWorld>>;

/**
 * The step functions of snapshots, the real verbs and database, and the sandbox over HTTP, all on one clock that is moved. A stand-in for the engine
 * starts runs within their throttle, concurrency and singleton; the engine itself has its own tests.
 */
export async function startMovedWorld() {
  const sandbox = await startSandbox({ speed: 0 });
  setEnv({
    ARCHIVE_WEB_URL: sandbox.archiveUrl,
    ARCHIVE_ACCESS_KEY: sandbox.keys.accessKey,
    ARCHIVE_SECRET_KEY: sandbox.keys.secretKey,
  });
  let clock: MovedClock | null = null;
  let engine: Engine | null = null;

  const current = () => {
    if (clock === null || engine === null) throw new Error("begin() comes first.");
    return { clock, engine };
  };
  return {
    sandbox,
    get clock() {
      return current().clock;
    },
    /** A new world: nothing queued, the archive as new, `at` on the clock. */
    async begin({
      archive = {},
      settings = {},
      at = MORNING,
      tickMinutes = 1,
    }: {
      archive?: SettingsPatch;
      settings?: Partial<Settings>;
      at?: number;
      /** Between two runs of the schedules; more where days are to pass. */
      tickMinutes?: number;
    } = {}): Promise<void> {
      clock?.close();
      sandbox.control.reset({ settings: archive });
      sandbox.control.setScale(0);
      sandbox.control.setClock(at);
      await db.snapshot.deleteMany();
      await freeLimiters();
      await putSettings(settings);
      clock = new MovedClock(at, (stepMs) => sandbox.control.advance(stepMs));
      engine = new Engine(clock, await getSettings());
      engine.tick(tickMinutes);
    },
    /** A public resource that was found valid. */
    resource: (url?: string) => makeResource(url === undefined ? {} : { url }),
    /** Many of them, in one collection. */
    async resources(count: number) {
      const { id: collectionId } = await makeCollection();
      const rows = [];
      for (let n = 0; n < count; n++) rows.push(await makeResource({ collectionId }));
      return rows;
    },
    /** Presses "Archive now". Answers the snapshot's id. */
    async archiveNow(resource: { id: string }, { isForced = false } = {}): Promise<string> {
      const wish = await requestSnapshot({ resourceId: resource.id, actor: PERSON, isForced, now: new Date() });
      const id = "snapshotId" in wish ? wish.snapshotId : null;
      if (id === null) throw new Error(`It was skipped: ${JSON.stringify(wish)}`);
      current().engine.deliver(snapshotRequested.create({ snapshotId: id, priority: 2 }));
      return id;
    },
    /** Announces a row as its writer would. */
    announce(snapshotId: string, priority = 0): void {
      current().engine.deliver(snapshotRequested.create({ snapshotId, priority }));
    },
    run: (name: ScheduleName) => current().engine.deliver(scheduleDue.create({ name })),
    row: (id: string) => db.snapshot.findUniqueOrThrow({ where: { id } }),
    /** Submissions as the archive received them. */
    posts: () => sandbox.control.requests({ path: "/save", method: "POST" }).filter(({ path }) => path === "/save"),
    async close(): Promise<void> {
      clock?.close();
      await sandbox.close();
    },
  };
}

/** Starts runs as the engine would, without its store: a run that fails, fails the test. */
class Engine {
  #waiting: Event[] = [];
  #submitting = 0;
  #lastStartMs = 0;
  #isStarting = false;
  #isPolling = false;
  readonly #busySchedules = new Set<string>();

  constructor(
    private readonly clock: MovedClock,
    private readonly settings: Settings,
  ) {}

  tick(minutes: number): void {
    for (const name of TICKING) {
      this.clock.spawn(async () => {
        for (;;) {
          this.deliver(scheduleDue.create({ name }));
          await this.clock.sleep(minutes * 60_000);
        }
      });
    }
  }

  deliver(given: { name: string; data?: unknown }): void {
    const event = given as Event;
    const { name } = event.data;
    if (event.name === snapshotRequested.name) {
      this.#waiting.push(event);
      this.#startSubmissions();
    }
    if (event.name === snapshotSubmitted.name || name === "poll-snapshots") this.#poll(event);
    if (event.name === scheduleDue.name) this.#schedule(event, String(name));
  }

  #startSubmissions(): void {
    if (this.#isStarting) return;
    this.#isStarting = true;
    const everyMs = Number.parseInt(throttleFor(this.settings["snapshots.submitEverySeconds"]).period, 10) * 1_000;
    this.clock.spawn(async () => {
      while (this.#waiting.length > 0 && this.#submitting < this.settings["snapshots.parallelSubmissions"]) {
        await this.clock.sleep(Math.max(0, this.#lastStartMs + everyMs - Date.now()));
        this.#waiting.sort((a, b) => Number(b.data.priority) - Number(a.data.priority));
        const event = this.#waiting.shift();
        if (!event) break;
        this.#lastStartMs = Date.now();
        this.#submitting += 1;
        this.clock.spawn(async () => {
          await this.#call(submitSnapshotFunction(this.settings), event);
          this.#submitting -= 1;
          this.#startSubmissions();
        });
      }
      this.#isStarting = false;
    });
  }

  #poll(event: Event): void {
    if (this.#isPolling) return;
    this.#isPolling = true;
    this.clock.spawn(async () => {
      await this.#call(pollSnapshotsFunction, event);
      this.#isPolling = false;
    });
  }

  #schedule(event: Event, name: string): void {
    if (this.#busySchedules.has(name)) return;
    this.#busySchedules.add(name);
    this.clock.spawn(async () => {
      await this.#call(runScheduleFunction, event);
      this.#busySchedules.delete(name);
    });
  }

  #call(fn: InngestFunction.Any, event: Event): Promise<unknown> {
    // The SDK gives no way to call a function's body but through a request.
    const handler = Reflect.get(fn, "fn") as Handler;
    const step = {
      run: (_id: string, work: () => Promise<unknown>) => work(),
      // The engine sleeps whole seconds.
      sleep: (_id: string, ms: number) => this.clock.sleep(Math.max(1_000, Math.floor(ms / 1_000) * 1_000)),
      sendEvent: async (_id: string, events: Event | Event[]) => {
        for (const sent of [events].flat()) this.deliver(sent);
      },
    };
    return handler({ event, step, runId: newRowId() });
  }
}
