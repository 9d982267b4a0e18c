import { expect, test } from "vitest";
import { SETTINGS } from "@/lib/settings/definitions";
import { matchesSearch } from "./matches-search";

const setting = { ...SETTINGS["checks.intervalDays"], key: "checks.intervalDays" } as const;

test("a setting is found by words of its label, reason or key, in either case and any order; an empty search finds all", () => {
  expect(matchesSearch(setting, "")).toBe(true);
  expect(matchesSearch(setting, " intervalDAYS  checks ")).toBe(true);
  expect(matchesSearch(setting, setting.label.slice(0, 8))).toBe(true);
  expect(matchesSearch(setting, "checks nothing-of-the-kind")).toBe(false);
});
