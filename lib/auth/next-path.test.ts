import { expect, test } from "vitest";
import { safeNextPath } from "@/lib/auth/next-path";

test.each([
  "/",
  "/resources",
  "/resources?verdict=broken&sort=url#top",
  "/resources/ABCD-EFGH-JKMN",
  "/collections/a%20b",
])("sign-in leads back to %s", (path) => {
  expect(safeNextPath(path)).toBe(path);
});

test.each([
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n//evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "javascript:alert(1)",
  " /resources",
  "resources",
  "",
  "/sign-in?next=/sign-in",
  "/welcome",
  "/api/v1/resources",
  `/${"a".repeat(3_000)}`,
  undefined,
  ["/resources", "/x"],
])("sign-in doesn't follow %j", (asked) => {
  expect(safeNextPath(asked)).toBe("/");
});

test("no text leads a browser to another host", () => {
  const parts = ["/", "\\", ".", "..", "evil.example", "@", ":", "\t", "\n", "%2f", "%5c", "?", "#", "http:"];
  let seed = 7;
  const next = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return parts[Math.floor(seed / 65_536) % parts.length] ?? "/";
  };
  for (let i = 0; i < 20_000; i++) {
    const asked = `/${next()}${next()}${next()}${next()}`;
    const location = safeNextPath(asked);
    expect(new URL(location, "https://holdfast.example/sign-in").origin, asked).toBe("https://holdfast.example");
  }
});
