import { expect, test } from "vitest";
import { sumCounts, type VerdictCounts } from "@/lib/resources/count-verdicts";
import { VERDICTS, type Verdict } from "@/lib/resources/verdict";
import { sorted } from "./order-lines";

type Counts = Partial<Record<Verdict, number>>;

function counts(byVerdict: Counts, acknowledged: Counts = {}): VerdictCounts {
  const all = (some: Counts) =>
    Object.fromEntries(VERDICTS.map((verdict) => [verdict, some[verdict] ?? 0])) as Record<Verdict, number>;
  const total = Object.values(byVerdict).reduce((sum, count) => sum + count, 0);
  return { total, byVerdict: all(byVerdict), acknowledged: all(acknowledged) };
}

function row(name: string, own: VerdictCounts, rolledUp = own) {
  return { id: name, name, parentId: null, ...own, rolledUp };
}

const ROWS = [
  row("Fine", counts({ valid: 100 })),
  row("Half", counts({ valid: 1, broken: 1 })),
  row("Empty", counts({})),
  row("Large", counts({ valid: 990, broken: 10 })),
  row("Doubtful", counts({ valid: 90, failing: 10 })),
  row("Noted", counts({ valid: 1, broken: 1 }, { broken: 1 })),
  row("New", counts({ valid: 1, broken: 1, unchecked: 98 })),
];

const namesBy = (sort: "worst" | "name" | "total", down: boolean | null = null) =>
  sorted(ROWS, { sort, down, inside: false }).map(({ name }) => name);

test("worst first goes by the share of broken ones among those checked, then by what may become broken; acknowledged ones don't count", () => {
  expect(namesBy("worst")).toEqual(["Half", "New", "Large", "Doubtful", "Fine", "Noted", "Empty"]);
});

test("the other way round every order is turned, names included", () => {
  expect(namesBy("worst", false).at(0)).toBe("Empty");
  expect(namesBy("name")).toEqual(["Doubtful", "Empty", "Fine", "Half", "Large", "New", "Noted"]);
  expect(namesBy("name", true).at(0)).toBe("Noted");
});

test("by size the largest comes first, with what is inside if that is asked for", () => {
  expect(namesBy("total").slice(0, 2)).toEqual(["Large", "Doubtful"]);
  const small = row("Small", counts({ valid: 1 }), sumCounts([counts({ valid: 1 }), counts({ valid: 5_000 })]));
  const names = sorted([...ROWS, small], { sort: "total", down: null, inside: true }).map(({ name }) => name);
  expect(names.slice(0, 2)).toEqual(["Small", "Large"]);
});
