import { expect, test } from "vitest";
import { askGate, isShutOut } from "./cdx-gate";
import { freshArchive } from "./fresh-archive";

const MINUTE = 60_000;
const HOUR = 3_600_000;

function gate(perMinute: number) {
  const { state } = freshArchive({ "cdx.perMinute": perMinute });
  return { state, ask: (now: number, address = "10.0.0.1") => askGate(state, address, now) };
}

test("an address is served so often a minute, each address for itself", () => {
  const { ask } = gate(1);
  expect([ask(1), ask(2), ask(2, "10.0.0.2")]).toEqual(["open", "too-many", "open"]);
  expect(ask(MINUTE + 1)).toBe("open");
});

test("who ignores refusals for more than a minute finds the whole archive closed for an hour, then for two", () => {
  const { ask, state } = gate(0);
  expect([ask(0), ask(MINUTE - 1), ask(MINUTE), ask(MINUTE + 1)]).toEqual([
    "too-many",
    "too-many",
    "too-many",
    "closed",
  ]);
  const reopened = MINUTE + 1 + HOUR;
  expect([isShutOut(state, "10.0.0.1", reopened - 1), isShutOut(state, "10.0.0.2", reopened - 1)]).toEqual([
    true,
    false,
  ]);
  expect([ask(reopened - 1), ask(reopened)]).toEqual(["closed", "too-many"]);
  for (let at = reopened; at <= reopened + MINUTE; at += 10_000) ask(at);
  expect(ask(reopened + MINUTE + 1)).toBe("closed");
  expect(isShutOut(state, "10.0.0.1", reopened + MINUTE + 1 + 2 * HOUR - 1)).toBe(true);
  expect(ask(reopened + MINUTE + 1 + 2 * HOUR)).toBe("too-many");
});

test("being served now and then in between does not excuse the refusals", () => {
  const { ask } = gate(1);
  const verdicts: string[] = [];
  for (let at = 0; at < 3 * MINUTE; at += 500) verdicts.push(ask(at));
  expect(verdicts.filter((verdict) => verdict === "open").length).toBeGreaterThan(1);
  expect(verdicts.at(-1)).toBe("closed");
});

test("who waits a minute after each refusal is never shut out", () => {
  const { ask } = gate(1);
  const verdicts: string[] = [];
  for (let at = 0; at < HOUR; at += MINUTE) verdicts.push(ask(at), ask(at));
  expect(new Set(verdicts)).toEqual(new Set(["open", "too-many"]));
});
