import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { isBearerOf, isSameSecret, signBody } from "./signature";

const KEY = "signkey-prod-0123456789abcdef";

test("the signature names its second and depends on body, key and second", () => {
  const signed = signBody({ canonicalBody: "{}", signingKey: KEY, now: 1_700_000_000_999 });
  expect(signed).toMatch(/^t=1700000000&s=[0-9a-f]{64}$/);
  expect(signBody({ canonicalBody: "{}", signingKey: "0123456789abcdef", now: 1_700_000_000_000 })).toBe(signed);
  expect(signBody({ canonicalBody: "[]", signingKey: KEY, now: 1_700_000_000_000 })).not.toBe(signed);
  expect(signBody({ canonicalBody: "{}", signingKey: "signkey-prod-00", now: 1_700_000_000_000 })).not.toBe(signed);
  expect(signBody({ canonicalBody: "{}", signingKey: KEY, now: 1_700_000_001_000 })).not.toBe(signed);
});

test("only the hash of the signing key lets an app register", () => {
  const hash = createHash("sha256").update(Buffer.from("0123456789abcdef", "hex")).digest("hex");
  expect(isBearerOf(`Bearer signkey-prod-${hash}`, KEY)).toBe(true);
  for (const header of [undefined, "", `Bearer ${KEY}`, `Bearer signkey-test-${hash}`, `Bearer signkey-prod-${hash}0`])
    expect(isBearerOf(header, KEY), header).toBe(false);
});

test("secrets of other lengths are just other secrets", () => {
  expect(isSameSecret("abc", "abc")).toBe(true);
  expect(isSameSecret("ab", "abc")).toBe(false);
  expect(isSameSecret("", "abc")).toBe(false);
});
