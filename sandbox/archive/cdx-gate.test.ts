import { expect, test } from "vitest";
import { CdxGate } from "./cdx-gate";
import { readSettings } from "./settings";

const { cdx } = readSettings({ "cdx.perMinute": 1 });
const MINUTE = 60_000;
const HOUR = 3_600_000;

test("who goes on for more than a minute after a 429 finds the door closed for an hour, then for two", () => {
  const gate = new CdxGate();
  const ask = (now: number) => gate.ask("10.0.0.1", now, cdx);
  const insist = (from: number) => {
    for (let at = from; at < from + 3 * MINUTE; at += 500) if (ask(at) === "closed") return at;
    return Number.NaN;
  };
  const tight = { ...cdx, perMinute: 0 };
  expect(ask(0)).toBe("open");
  expect(ask(1)).toBe("too-many");
  expect(gate.ask("10.0.0.2", 1, cdx)).toBe("open");
  expect(ask(MINUTE)).toBe("open");
  expect(Number.isNaN(insist(MINUTE + 1))).toBe(true);

  const greedy = new CdxGate();
  expect(greedy.ask("10.0.0.1", 0, tight)).toBe("too-many");
  expect(greedy.ask("10.0.0.1", MINUTE, tight)).toBe("too-many");
  expect(greedy.ask("10.0.0.1", MINUTE + 1, tight)).toBe("closed");
  expect(greedy.ask("10.0.0.1", HOUR, tight)).toBe("closed");
  const reopened = MINUTE + 1 + HOUR;
  expect(greedy.ask("10.0.0.1", reopened, tight)).toBe("too-many");
  expect(greedy.ask("10.0.0.1", reopened + MINUTE + 1, tight)).toBe("closed");
  expect(greedy.ask("10.0.0.1", reopened + MINUTE + 1 + HOUR, tight)).toBe("closed");
  expect(greedy.ask("10.0.0.1", reopened + MINUTE + 1 + 2 * HOUR, tight)).toBe("too-many");
});
