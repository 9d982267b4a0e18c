import { expect, test } from "vitest";
import {
  filterText,
  isDescending,
  isFiltered,
  loadResourcesSearch,
  resourcesPath,
  toResourceFilter,
} from "./search-params";

const read = (query: string) => loadResourcesSearch(new URLSearchParams(query));

test("what the toolbar writes to the address is what the list is asked for", () => {
  const path = resourcesPath({ q: "tide", verdict: ["broken", "failing"], code: 404, visibility: "private" });
  expect(toResourceFilter(read(path.split("?")[1] ?? ""))).toEqual({
    q: "tide",
    verdict: ["broken", "failing"],
    httpStatus: 404,
    visibility: "private",
  });
});

test("an address with values that do not exist shows the list without them instead of an error", () => {
  const search = read("verdict=lost,broken&reason=nonsense&sort=colour&code=99999999999&visibility=secret&down=maybe");
  expect(toResourceFilter(search)).toEqual({ verdict: ["broken"] });
  expect(search.sort).toBe("added");
});

test("an overview number's link asks the list for what was counted, and counts as a filter", () => {
  const since = new Date("2026-03-01T12:00:00.000Z");
  const fixed = read(resourcesPath({ change: "fixed", since }).split("?")[1] ?? "");
  expect(toResourceFilter(fixed)).toEqual({ change: "fixed", since: since.toISOString() });
  expect([isFiltered(fixed), isFiltered(read("work=due")), isFiltered(read("since=2026-03-01"))]).toEqual([
    true,
    true,
    false,
  ]);
  expect(toResourceFilter(read("change=fixed&since=yesterday"))).toEqual({ change: "fixed" });
});

test("the link of a host asks for its resources, and counts as a filter", () => {
  const search = read(resourcesPath({ host: "127.0.0.1:8080" }).split("?")[1] ?? "");
  expect(toResourceFilter(search)).toEqual({ host: "127.0.0.1:8080" });
  expect(isFiltered(search)).toBe(true);
});

test("blanks are no search, and an empty address filters nothing", () => {
  expect(isFiltered(read("q=%20%20"))).toBe(false);
  expect(isFiltered(read(""))).toBe(false);
  expect(isFiltered(read("q=tide"))).toBe(true);
});

test("sorting and paging keep the selection's scope, another filter changes it", () => {
  const scope = filterText(read("q=tide&verdict=broken"));
  expect(filterText(read("q=tide&verdict=broken&sort=url&down=true&after=abc"))).toBe(scope);
  expect(filterText(read("q=tide&verdict=valid"))).not.toBe(scope);
});

test("each sort starts the way people want to see it first, until they turn it round", () => {
  expect([isDescending(read("sort=checked")), isDescending(read("sort=title"))]).toEqual([true, false]);
  expect([isDescending(read("sort=checked&down=false")), isDescending(read("sort=title&down=true"))]).toEqual([
    false,
    true,
  ]);
});
