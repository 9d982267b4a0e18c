import "@/e2e/support/own-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type MovedWorld, startMovedWorld } from "@/e2e/support/moved-world";
import { db } from "@/lib/db";
import type { FaultRequest } from "@/sandbox/archive/faults";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: MovedWorld;

beforeAll(async () => {
  world = await startMovedWorld();
});
afterAll(() => world.close());

type Trouble = FaultRequest & {
  /** Armed as well, until the first is disarmed. */
  also?: string;
  /** Disarmed after so long; else it strikes as often as its count says. */
  forMs?: number;
  /** What becomes of the four snapshots, when not all succeed. */
  ends?: Record<string, number>;
  /** Most captures of one URL; more than one only where the archive itself said that the first had failed. */
  captures?: number;
};

/** Each trouble that the public service is known for: F01 to F30, and F35. F12 and F15 have scenarios of their own as well. */
const TROUBLES: Trouble[] = [
  { name: "post-429", count: 2 },
  { name: "post-429", forMs: 10 * MINUTE },
  { name: "post-429-retry-after", count: 1 },
  { name: "post-429-with-job", count: 1 },
  { name: "post-5xx", count: 2 },
  { name: "post-5xx", forMs: 2 * HOUR },
  { name: "post-5xx-captured", count: 2 },
  { name: "post-cut", count: 1 },
  { name: "post-cut-captured", count: 2 },
  { name: "post-hangs", count: 1 },
  { name: "post-hangs-captured", count: 2 },
  { name: "post-cut-captured", also: "cdx-504", count: null, forMs: 3 * HOUR },
  { name: "post-5xx", also: "cdx-504", count: null, forMs: 3 * HOUR },
  { name: "connection-cut", forMs: 30 * MINUTE },
  { name: "connection-refused", forMs: 30 * MINUTE },
  { name: "get-5xx-captured", forMs: HOUR },
  { name: "html-answer", probability: 0.5, forMs: HOUR },
  { name: "message-only", probability: 0.5, forMs: HOUR },
  { name: "unauthorised-once", count: 1 },
  { name: "keys-revoked", forMs: HOUR },
  { name: "lost-job", count: 1, ends: { expired: 1, good: 3 } },
  { name: "delayed-start", count: 2 },
  { name: "forgotten-job", count: 4 },
  { name: "success-flips", count: 4 },
  { name: "error-but-captured", count: 4 },
  { name: "never-visible", count: 1 },
  { name: "vanishing-capture", count: 1 },
  { name: "no-timestamp", count: 4 },
  { name: "truncated-url", count: 4 },
  { name: "original-job", count: 2 },
  { name: "unknown-code", count: 1, captures: 2 },
  { name: "silent-error", count: 1, captures: 2 },
  { name: "no-captures", count: 1, captures: 2 },
  { name: "url-used-up", count: 1 },
  { name: "slots-taken", forMs: 8 * MINUTE },
  { name: "stale-status", forMs: 15 * MINUTE },
  { name: "batch-lacks-ids", forMs: 20 * MINUTE },
  { name: "batch-as-map", forMs: 20 * MINUTE },
  { name: "stalled-download", count: 1, captures: 2 },
  { name: "cdx-504", forMs: HOUR },
  { name: "cdx-blind", forMs: HOUR },
  { name: "availability-429", forMs: HOUR },
  { name: "availability-empty", forMs: HOUR },
  { name: "slow-body", probability: 0.3, forMs: 10 * MINUTE },
  { name: "early-close", probability: 0.3, forMs: HOUR },
];

test.each(TROUBLES)(
  "$name $also: nothing is lost, captured twice or sent again before a look-up, and there is no flood",
  async (trouble) => {
    const { forMs, also, ends = { good: 4 }, captures = 1, ...fault } = trouble;
    // Real time: the sandbox answers at once but where it is told not to.
    await world.begin({ settings: { "snapshots.requestTimeoutMs": 400 }, tickMinutes: 5 });
    world.sandbox.control.arm({ ...fault, count: forMs === undefined ? (fault.count ?? 1) : null });
    if (also) world.sandbox.control.arm({ name: also, count: null });
    for (const resource of await world.resources(4)) await world.archiveNow(resource);
    if (forMs !== undefined) {
      await world.clock.runFor(forMs);
      world.sandbox.control.disarm();
    }
    await world.clock.runUntil(async () => (await openCount()) === 0, { everyMs: MINUTE, maxMs: 30 * HOUR });

    expect(await endsOf()).toEqual(ends);
    const { urls, blindRepeats, accounts } = world.sandbox.control.audit();
    expect(blindRepeats).toEqual([]);
    expect(Math.max(...Object.values(urls).map((url) => url.captures))).toBeLessThanOrEqual(captures);
    expect(accounts.sandbox?.mostInMinute ?? 0).toBeLessThanOrEqual(7);
    expect(accounts.sandbox?.mostSlots ?? 0).toBeLessThanOrEqual(3);
    // Status reads while slots are awaited are the most frequent: one a second.
    expect(mostInMinute()).toBeLessThanOrEqual(100);
    const resources = await db.resource.findMany({ where: { snapshotId: { in: await goodIds() } } });
    expect(resources.every(({ snapshotUrl }) => snapshotUrl !== null)).toBe(true);
  },
  60_000,
);

const openCount = () =>
  db.snapshot.count({ where: { status: { in: ["queued", "submitting", "pending", "unknown"] } } });

const GOOD = ["success", "verified"] as const;

async function goodIds(): Promise<string[]> {
  return (await db.snapshot.findMany({ where: { status: { in: [...GOOD] } }, select: { id: true } })).map(
    ({ id }) => id,
  );
}

async function endsOf(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of await db.snapshot.findMany()) {
    const end = status === "success" || status === "verified" ? "good" : status;
    counts[end] = (counts[end] ?? 0) + 1;
  }
  return counts;
}

function mostInMinute(): number {
  const times = world.sandbox.control.requests().map(({ arrivedAt }) => arrivedAt);
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + MINUTE).length));
}
