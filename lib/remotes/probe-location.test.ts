import { expect, test } from "vitest";
import { keptLocation, withoutUserinfo } from "./probe-location";

test.each([
  ["https://ann:secret@example.org/a@b?c=d@e", "https://example.org/a@b?c=d@e"],
  ["HTTP:/\\\\ann@example.org/", "HTTP:/\\\\example.org/"],
  ["//ann:sec@ret@example.org/x", "//example.org/x"],
  ["\\\\ann:secret@example.org", "\\\\example.org"],
  ["https:ann:secret@example.org/", "https:example.org/"],
  ["ftp://ann:secret@example.org/", "ftp://example.org/"],
  ["  https://ann:secret@[::1", "  https://[::1"],
  ["ann:secret@example.org", "ann:example.org"],
  ["https://example.org/?mail=ann@example.org", "https://example.org/?mail=ann@example.org"],
  ["/users/ann@example.org", "/users/ann@example.org"],
  ["ann@example.org.html", "ann@example.org.html"],
])("of %s nothing is kept that would sign somebody in", (location, kept) => {
  expect(withoutUserinfo(location)).toBe(kept);
});

test("what would sign somebody in is left out also where the address is cut, and no character is halved", () => {
  const kept = keptLocation(`https://ann:${"s".repeat(2_000)}@example.org/${"\u{1f4da}".repeat(2_000)}`);
  expect(kept).toMatch(/^https:\/\/example\.org\/\u{1f4da}+…$/u);
  expect(kept.length).toBeLessThanOrEqual(1_001);
});
