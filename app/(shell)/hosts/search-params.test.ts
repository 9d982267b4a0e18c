import { expect, test } from "vitest";
import { hostsPath, isFiltered, loadHostsSearch, toHostQuery } from "./search-params";

const read = (query: string) => loadHostsSearch(new URLSearchParams(query));

test("what the toolbar writes to the address is what the list is asked for", () => {
  const path = hostsPath({ q: " tide ", mark: ["paused", "rule"], sort: "host", down: true });
  const search = read(path.split("?")[1] ?? "");
  expect(toHostQuery(search)).toEqual({ q: "tide", mark: ["paused", "rule"], sort: "host", isDescending: true });
  expect(isFiltered(search)).toBe(true);
});

test("an address with values that do not exist shows all hosts, worst first, instead of an error", () => {
  const search = read("mark=odd&sort=colour");
  expect(toHostQuery(search)).toEqual({ q: "", mark: [], sort: "trouble", isDescending: true });
  expect(isFiltered(search)).toBe(false);
});
