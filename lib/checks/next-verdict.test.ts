import { expect, test } from "vitest";
import type { Outcome, OutcomeClass } from "./classify-response";
import { nextVerdict, type VerdictRules, type VerdictState } from "./next-verdict";

const RULES: VerdictRules = { intervalDays: 7, confirmFailures: 3, confirmSpanHours: 24, recheckHours: [1, 6, 24] };
const HOUR = 3_600_000;
const T0 = new Date("2026-03-01T00:00:00Z");
const FRESH: VerdictState = { verdict: "unchecked", failureStreak: 0, firstFailureAt: null, lastSuccessAt: null };

const REASON = {
  valid: "ok",
  failed: "not_found",
  unreachable: "refused",
  blocked: "forbidden",
  not_asked: "private_address",
} as const;
const saying = (outcome: OutcomeClass): Outcome => ({ class: outcome, reason: REASON[outcome] });

type Step = [hours: number, OutcomeClass];

/** The states after each outcome, `hours` after T0. */
function history(steps: readonly Step[], rules = RULES) {
  let previous: VerdictState = FRESH;
  return steps.map(([hours, outcome]) => {
    const now = new Date(T0.getTime() + hours * HOUR);
    const next = nextVerdict({ previous, outcome: saying(outcome), now, rules });
    previous = next;
    return { ...next, waitHours: (next.nextCheckAt.getTime() - now.getTime()) / HOUR };
  });
}

const verdicts = (steps: readonly Step[], rules = RULES) => history(steps, rules).map(({ verdict }) => verdict);

test("three failures that span a day make it broken", () => {
  const checks: Step[] = [
    [0, "failed"],
    [1, "failed"],
    [7, "failed"],
    [31, "failed"],
  ];
  expect(verdicts(checks)).toEqual(["failing", "failing", "failing", "broken"]);
});

test("many failures within a day do not, nor do two that span it", () => {
  expect(
    verdicts([
      [0, "failed"],
      [0.1, "failed"],
      [0.2, "failed"],
      [23.9, "failed"],
    ]).at(-1),
  ).toBe("failing");
  expect(
    verdicts([
      [0, "failed"],
      [100, "failed"],
    ]).at(-1),
  ).toBe("failing");
  expect(
    verdicts([
      [0, "failed"],
      [1, "failed"],
      [24, "failed"],
    ]).at(-1),
  ).toBe("broken");
});

test("failures with and without an answer count together, and the newest names the verdict", () => {
  const steps: Step[] = [
    [0, "unreachable"],
    [1, "failed"],
    [7, "unreachable"],
    [31, "unreachable"],
  ];
  expect(verdicts(steps)).toEqual(["unreachable", "failing", "unreachable", "broken"]);
});

test("rechecks come after 1, 6 and 24 hours, then weekly", () => {
  const steps: Step[] = [
    [0, "failed"],
    [1, "failed"],
    [7, "failed"],
    [31, "failed"],
    [200, "failed"],
  ];
  expect(history(steps).map(({ waitHours }) => waitHours)).toEqual([1, 6, 24, 168, 168]);
});

test("one success clears the streak, and the next failure starts a new one", () => {
  const [, , healed, again] = history([
    [0, "failed"],
    [30, "failed"],
    [60, "valid"],
    [61, "failed"],
  ]);
  expect(healed).toMatchObject({ verdict: "valid", failureStreak: 0, firstFailureAt: null, waitHours: 168 });
  expect(healed?.lastSuccessAt).toEqual(new Date(T0.getTime() + 60 * HOUR));
  expect(again).toMatchObject({ verdict: "failing", failureStreak: 1, lastSuccessAt: healed?.lastSuccessAt });
});

test("blocked neither adds to the streak nor clears it, and never becomes broken", () => {
  const states = history([
    [0, "failed"],
    [1, "failed"],
    [30, "blocked"],
    [60, "blocked"],
    [61, "failed"],
  ]);
  expect(states.map(({ verdict }) => verdict)).toEqual(["failing", "failing", "blocked", "blocked", "broken"]);
  expect(states.map(({ failureStreak }) => failureStreak)).toEqual([1, 2, 2, 2, 3]);
  expect(verdicts(Array.from({ length: 20 }, (_, n): Step => [n * 24, "blocked"])).every((v) => v === "blocked")).toBe(
    true,
  );
});

test("what may not be asked is unchecked and keeps its history", () => {
  expect(
    history([
      [0, "failed"],
      [1, "not_asked"],
    ])[1],
  ).toMatchObject({ verdict: "unchecked", failureStreak: 1 });
});

test("a broken resource stays so when an admin asks for more failures, until it answers", () => {
  const broken: VerdictState = { verdict: "broken", failureStreak: 3, firstFailureAt: T0, lastSuccessAt: null };
  const rules = { ...RULES, confirmFailures: 10 };
  const now = new Date(T0.getTime() + 50 * HOUR);
  expect(nextVerdict({ previous: broken, outcome: saying("failed"), now, rules }).verdict).toBe("broken");
  expect(nextVerdict({ previous: broken, outcome: saying("valid"), now, rules }).verdict).toBe("valid");
});

test("an interval shorter than a recheck step counts", () => {
  expect(
    history(
      [
        [0, "failed"],
        [1, "failed"],
      ],
      { ...RULES, intervalDays: 0.1 },
    )[1]?.waitHours,
  ).toBeCloseTo(2.4);
});

test("whatever happens: the streak is the failures since the last success, and broken needs the rule's number and span", () => {
  const random = seeded(7);
  const classes: OutcomeClass[] = ["valid", "failed", "unreachable", "blocked", "not_asked"];
  for (let round = 0; round < 500; round++) {
    let hours = 0;
    const steps = Array.from({ length: 25 }, (): Step => {
      hours += random() * 40;
      // Successes are rare, so that streaks grow.
      const outcome = random() < 0.1 ? "valid" : classes[1 + Math.floor(random() * 4)];
      return [hours, outcome ?? "failed"];
    });
    const states = history(steps);
    for (const [index, state] of states.entries()) {
      const sinceSuccess = steps.slice(
        steps.slice(0, index + 1).findLastIndex(([, o]) => o === "valid") + 1,
        index + 1,
      );
      const failures = sinceSuccess.filter(([, o]) => o === "failed" || o === "unreachable");
      expect(state.failureStreak).toBe(failures.length);
      expect(state.firstFailureAt === null).toBe(failures.length === 0);
      const span = (steps[index]?.[0] ?? 0) - (failures[0]?.[0] ?? 0);
      const isFailure = ["failed", "unreachable"].includes(steps[index]?.[1] ?? "");
      if (isFailure) expect(state.verdict === "broken").toBe(failures.length >= 3 && span >= 24);
      expect(state.waitHours).toBeGreaterThan(0);
      expect(state.waitHours).toBeLessThanOrEqual(168);
    }
  }
});

/** Small linear congruential generator, so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

test("failures that people find by pressing don't put the confirmation off for a week: it comes when the day is over", () => {
  const [, , , fourth, broken] = history([
    [0, "failed"],
    [0.1, "failed"],
    [0.2, "failed"],
    [0.3, "failed"],
    [24, "failed"],
    [25, "failed"],
  ]);
  expect(fourth).toMatchObject({ verdict: "failing", failureStreak: 4 });
  expect(fourth?.waitHours).toBeCloseTo(23.7);
  expect(broken).toMatchObject({ verdict: "broken", waitHours: 7 * 24 });
});
