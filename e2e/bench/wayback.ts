import { possibleSpanMs } from "@/e2e/support/possible-pace";
import { withBenchDatabase } from "./bench-database";
import { print } from "./print";

const ROWS = Number(process.env.BENCH_SNAPSHOTS ?? 1_000);
const SLOTS = 3;
const PER_MINUTE = 7;
const BAR = 0.98;
const FORECAST_BAR = 0.05;

/**
 * A full queue against the archive as it is: three slots that are released 5 to 20 s late, 7 submissions a minute. On the moved clock, on which
 * hours pass in minutes. How near to the possible pace it comes, and whether any limit was passed.
 */
export async function run(): Promise<void> {
  await withBenchDatabase(submitAll);
}

async function submitAll(): Promise<void> {
  const { startMovedWorld } = await import("@/e2e/support/moved-world");
  const { defaultSettings } = await import("@/lib/settings/definitions");
  const { getQueue } = await import("@/lib/snapshots/get-queue");
  const world = await startMovedWorld();
  const startedAt = performance.now();
  await world.begin({ archive: { "spn.slots": SLOTS, "spn.perMinute": PER_MINUTE } });
  for (const resource of await world.resources(ROWS)) await world.archiveNow(resource);
  const forecasts = [];
  for (const share of [0.1, 0.3, 0.5, 0.7]) {
    await world.clock.runUntil(() => world.posts().length >= ROWS * share, { everyMs: 1_000 });
    forecasts.push({ share, at: world.clock.now.getTime(), doneAt: (await getQueue({ now: world.clock.now })).doneAt });
  }
  await world.clock.runUntil(() => world.posts().length >= ROWS, { everyMs: 60_000 });
  const endedAt = world.posts().at(-1)?.arrivedAt ?? 0;
  await world.clock.runFor(600_000);

  const { accounts, urls, blindRepeats, outcomes } = world.sandbox.control.audit();
  const account = accounts.sandbox;
  const uses = world.sandbox.control.jobs.map((job) => ({ takenAt: job.submittedAt, freeAt: job.slotFreeAt }));
  const times = uses.map(({ takenAt }) => takenAt);
  const spanMs = Math.max(...times) - Math.min(...times);
  const everyMs = defaultSettings()["snapshots.submitEverySeconds"] * 1_000;
  const share = possibleSpanMs(uses, { slots: SLOTS, everyMs }) / spanMs;
  const ofLimit = possibleSpanMs(uses, { slots: SLOTS, everyMs: 60_000 / PER_MINUTE }) / spanMs;
  const twice = Object.values(urls).filter(({ captures }) => captures > 1).length;
  const refused = Object.entries(outcomes).filter(([outcome]) => outcome !== "accepted");
  const reads = world.sandbox.control.requests({ path: "/save/status" }).length / (spanMs / 86_400_000);

  print(
    "submissions",
    `${uses.length} in ${(spanMs / 3_600_000).toFixed(2)} h of the moved clock`,
    uses.length === ROWS,
    String(ROWS),
  );
  print("share of the possible pace (one per 9 s)", share.toFixed(4), share >= BAR, `at least ${BAR}`);
  print("share of the possible pace (7 a minute)", ofLimit.toFixed(4));
  for (const { share: done, at, doneAt } of forecasts) {
    const error = ((doneAt?.getTime() ?? 0) - endedAt) / (endedAt - at);
    const isRight = Math.abs(error) <= FORECAST_BAR;
    print(`forecast after ${done * 100} % of the queue`, `${(error * 100).toFixed(1)} % off`, isRight, "within 5 %");
  }
  print(
    "most in a minute",
    String(account?.mostInMinute),
    (account?.mostInMinute ?? 0) <= PER_MINUTE,
    `at most ${PER_MINUTE}`,
  );
  print("most slots at once", String(account?.mostSlots), (account?.mostSlots ?? 0) <= SLOTS, `at most ${SLOTS}`);
  print("refused", JSON.stringify(Object.fromEntries(refused)), refused.length === 0, "none");
  print(
    "captured twice, sent again unseen",
    `${twice}, ${blindRepeats.length}`,
    twice + blindRepeats.length === 0,
    "none",
  );
  print("status reads a day at this load", reads.toFixed(0), reads <= 70_000, "at most 70000");
  print("time that it took", `${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
  await world.close();
}
