import { expect, test } from "vitest";
import type { ReportLine } from "@/lib/reports/get-collection-report";
import { sumCounts, type VerdictCounts } from "@/lib/resources/count-verdicts";
import { VERDICTS, type Verdict } from "@/lib/resources/verdict";
import { sorted, toCollectionLines } from "./order-lines";

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

/** A collection as far as the report reads it. */
function line(name: string, parentId: string | null, subtree: string[], broken: number): ReportLine {
  const own = counts({ valid: 10 - broken, broken });
  const parent = parentId === null ? null : { slug: parentId, name: parentId };
  return {
    ...{
      id: name,
      slug: name.toLowerCase(),
      name,
      parentId,
      parent,
      subtree,
      description: "",
      checkIntervalDays: null,
    },
    ...{ isCheckingOn: true, isSnapshotting: true, createdAt: new Date(0), updatedAt: new Date(0) },
    ...own,
    rolledUp: sumCounts(subtree.map(() => own)),
  };
}

const TREE = [
  line("Faculty", "University", ["Faculty", "Institute"], 3),
  line("Institute", "Faculty", ["Institute"], 9),
  line("Library", null, ["Library"], 1),
  line("Museum", "University", ["Museum"], 5),
  line("University", null, ["University", "Faculty", "Institute", "Museum"], 0),
];

const placesOf = (inside: boolean, rootId: string | null = null) =>
  toCollectionLines(TREE, { sort: "worst", down: null, inside }, rootId).map(({ name, depth }) => `${depth} ${name}`);

test("with the collections inside the report is a tree, the worst of each level first; without it is a list", () => {
  expect(placesOf(true)).toEqual(["0 Library", "0 University", "1 Museum", "1 Faculty", "2 Institute"]);
  expect(placesOf(false)).toEqual(["0 Institute", "0 Museum", "0 Faculty", "0 Library", "0 University"]);
});

test("one collection's report has what is inside it, however deep, and neither itself nor others", () => {
  expect(placesOf(true, "University")).toEqual(["0 Museum", "0 Faculty", "1 Institute"]);
  expect(placesOf(false, "University").sort()).toEqual(["0 Faculty", "0 Institute", "0 Museum"]);
});

test("only a collection that holds others counts as with those inside, and its numbers say so", () => {
  const lines = toCollectionLines(TREE, { sort: "name", down: null, inside: true });
  const of = (name: string) => lines.find((each) => each.name === name);
  expect(of("Faculty")).toMatchObject({ isRolledUp: true, counts: { total: 20 } });
  expect(of("Library")).toMatchObject({ isRolledUp: false, counts: { total: 10 } });
});
