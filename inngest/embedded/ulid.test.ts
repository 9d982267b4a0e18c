import { expect, test } from "vitest";
import { nameUuid, seededId, ulid } from "./ulid";

test("ids sort by the time they were made at", () => {
  const ids = [1, 1_000, 1_700_000_000_000, 1_700_000_000_001].map((now) => ulid(now));
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
});

test("the time of an id is the one of the public specification", () => {
  expect(ulid(1_469_918_176_385).slice(0, 10)).toBe("01ARYZ6S41");
});

test("the same seed makes the same ids, one per place in the request", () => {
  const seed = `1700000000000,${Buffer.from("0123456789").toString("base64")}`;
  expect(seededId(seed, 0)).toBe(seededId(seed, 0));
  expect(seededId(seed, 0)).not.toBe(seededId(seed, 1));
});

test("a header that is no seed makes no id", () => {
  for (const seed of ["", "x", "1700000000000", "1700000000000,AAAA", "-1,AAAAAAAAAAAAAA=="])
    expect(seededId(seed, 0), seed).toBeNull();
});

test("a name has one uuid", () => {
  expect(nameUuid("app-a")).toBe(nameUuid("app-a"));
  expect(nameUuid("app-a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
});
