import { expect, test } from "vitest";
import { callerAddress, isFromLoopback } from "@/lib/auth/caller-address";

const seen = (address: string, forwarded?: string) =>
  new Headers({
    ...(address ? { "x-holdfast-address": address } : {}),
    ...(forwarded === undefined ? {} : { "x-holdfast-forwarded": forwarded }),
  });

test("without a trusted proxy the address is the socket's, whatever stands in X-Forwarded-For", () => {
  const headers = seen("198.51.100.7", "203.0.113.9");
  headers.set("x-forwarded-for", "203.0.113.9");
  expect(callerAddress(headers, false)).toBe("198.51.100.7");
  expect(callerAddress(new Headers({ "x-forwarded-for": "203.0.113.9" }), false)).toBe("unknown");
});

test("behind a trusted proxy it is the last address of X-Forwarded-For, or the socket's if the proxy wrote none", () => {
  expect(callerAddress(seen("127.0.0.1", "10.0.0.1, 203.0.113.9"), true)).toBe("203.0.113.9");
  expect(callerAddress(seen("127.0.0.1"), true)).toBe("127.0.0.1");
  expect(callerAddress(seen("::ffff:192.0.2.1"), true)).toBe("192.0.2.1");
});

test.each([
  ["127.0.0.1", "127.0.0.1", undefined, true],
  ["localhost", "::ffff:127.0.0.1", undefined, true],
  ["::1", "::1", undefined, true],
  ["0.0.0.0", "127.0.0.1", undefined, false],
  ["127.0.0.1", "203.0.113.9", undefined, false],
  ["127.0.0.1", "127.0.0.1", "127.0.0.1", false],
  ["127.0.0.1", "127.0.0.1", "", false],
  ["127.0.0.1", "", undefined, false],
  ["holdfast.example", "127.0.0.1", undefined, false],
  ["127.0.0.1", "127.0.0.1.evil.example", undefined, false],
])("listening on %s, a socket of %s with X-Forwarded-For %j is on this machine: %s", (host, address, forwarded, is) => {
  expect(isFromLoopback(seen(address, forwarded), host)).toBe(is);
});
