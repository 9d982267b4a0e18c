import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { proxy } from "@/proxy";

test("an address with NUL in it leads to the one without; any other goes on", () => {
  const led = proxy(new NextRequest("http://localhost:3000/resources?q=a%00b"));
  expect([led.status, led.headers.get("location")]).toEqual([307, "http://localhost:3000/resources?q=ab"]);
  const plain = proxy(new NextRequest("http://localhost:3000/resources?q=a%20b"));
  expect(plain.headers.get("x-middleware-next")).toBe("1");
});
