import { expect, test } from "vitest";
import { createTestDatabase } from "@/e2e/support/database";
import { findViolations, runKillTrial, type TrialReport } from "./fixtures/kill-trial";

const RUNS = 200;
const KILLS = 20;

test("killed twenty times under 200 runs, the engine loses no event and no result, and repeats only what was in flight", {
  timeout: 240_000,
}, async () => {
  const database = await createTestDatabase();
  try {
    const report = await runKillTrial({ databaseUrl: database.url, runs: RUNS, kills: KILLS, seed: 20_260_131 });
    expect(findViolations(report, RUNS)).toEqual([]);
    expect(report.kills).toHaveLength(KILLS);
    expect(report.ends.size).toBe(RUNS);
    // The kills must have hit something, or the trial proves nothing.
    expect(report.executions.length).toBeGreaterThan(RUNS * 3);
  } finally {
    await database.drop();
  }
});

test("a repeated step is noticed unless its call was in flight at a kill", () => {
  const execution = (value: string, life: number, endedAt: number | null) => ({
    n: 0,
    step: "a",
    value,
    life,
    endedAt,
  });
  const others = ["b", "c"].map((step) => ({ ...execution(step, 1, 6_002), step }));
  const hasty = { ...execution("b", 0, 4_995), step: "b" };
  const report = (executions: TrialReport["executions"], recorded: string[] = []): TrialReport => ({
    executions: [...executions, ...others],
    kills: [{ at: 5_000, recorded: new Set(recorded) }],
    ends: new Map([[0, [{ a: executions.findLast(({ step }) => step === "a")?.value ?? "", b: "b", c: "c" }]]]),
    statuses: { completed: 1 },
  });
  const twice = (endedAt: number | null) => [execution("first", 0, endedAt), execution("second", 1, 6_001)];
  expect(findViolations(report([execution("only", 1, 6_000)]), 1)).toEqual([]);
  expect(findViolations(report(twice(null)), 1)).toEqual([]);
  expect(findViolations(report(twice(5_500)), 1)).toEqual([]);
  expect(findViolations(report(twice(4_990)), 1)).toEqual([]);
  expect(findViolations(report(twice(3_001)), 1)).toHaveLength(1);
  expect(findViolations(report(twice(4_990), ["0/a"]), 1)).toHaveLength(1);
  expect(findViolations(report([execution("first", 1, 6_000), execution("second", 1, 6_001)]), 1)).toHaveLength(2);
  expect(findViolations(report([execution("only", 0, 4_000), hasty], ["0/a"]), 1)).toEqual([]);
  expect(findViolations(report([execution("only", 0, 4_000), hasty], []), 1)).toHaveLength(1);
  expect(findViolations({ ...report(twice(null)), kills: [] }, 1)).toHaveLength(1);
  expect(findViolations({ ...report(twice(null)), ends: new Map() }, 1)).toHaveLength(1);
  expect(findViolations({ ...report(twice(null)), statuses: { completed: 1, failed: 1 } }, 1)).toHaveLength(1);
});
