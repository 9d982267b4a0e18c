import { expect, test } from "vitest";
import { VERDICTS, type Verdict } from "@/lib/resources/verdict";
import { sortCollections } from "./sort-collections";

function row(name: string, counts: Partial<Record<Verdict, number>>) {
  const byVerdict = Object.fromEntries(VERDICTS.map((verdict) => [verdict, counts[verdict] ?? 0])) as Record<
    Verdict,
    number
  >;
  return { name, byVerdict, total: Object.values(byVerdict).reduce((sum, count) => sum + count, 0) };
}

const ROWS = [
  row("Fine", { valid: 100 }),
  row("Half", { valid: 1, broken: 1 }),
  row("Empty", {}),
  row("Large", { valid: 990, broken: 10 }),
  row("Doubtful", { valid: 90, failing: 10 }),
];

const namesBy = (sort: "worst" | "name" | "total", down: boolean | null = null) =>
  sortCollections(ROWS, { sort, down }).map(({ name }) => name);

test("worst first goes by the share of broken ones, then by what may become broken; empty collections come last", () => {
  expect(namesBy("worst")).toEqual(["Half", "Large", "Doubtful", "Fine", "Empty"]);
});

test("the other way round every order is turned, names included", () => {
  expect(namesBy("worst", false)).toEqual(["Empty", "Fine", "Doubtful", "Large", "Half"]);
  expect(namesBy("name")).toEqual(["Doubtful", "Empty", "Fine", "Half", "Large"]);
  expect(namesBy("name", true)).toEqual(["Large", "Half", "Fine", "Empty", "Doubtful"]);
});

test("by size the largest comes first", () => {
  expect(namesBy("total")).toEqual(["Large", "Doubtful", "Fine", "Half", "Empty"]);
});
