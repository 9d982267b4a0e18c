import "@/e2e/support/own-database";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { askEngine } from "./ask-engine";
import { getHealth } from "./get-health";

let body: unknown = { ok: true, functions: 6, queued: 0, running: 1 };
const server = createServer((_, response) => response.end(JSON.stringify(body)));
let url = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

test("an engine that knows our functions is well", async () => {
  expect(await askEngine(url, 2_000)).toMatchObject({ ok: true, detail: expect.stringContaining("6 functions") });
});

test("an engine that has not met our functions is not ready", async () => {
  body = { ok: true, functions: 0 };
  expect(await askEngine(url, 2_000)).toMatchObject({ ok: false });
});

test("a server that says only that it is there is well", async () => {
  body = { status: 200, message: "OK" };
  expect(await askEngine(url, 2_000)).toEqual({ ok: true, detail: "Answers." });
});

test("health tells of every part, and schedules that never ran do not count against the whole", async () => {
  const health = await getHealth();
  expect(health.ok).toBe(true);
  expect(health.parts.database.ok).toBe(true);
  expect(health.parts.schedules).toMatchObject({ ok: false, since: expect.any(String) });
});

test("a schedule whose last run failed is named", async () => {
  await db.schedule.create({ data: { name: "prune-history", hasFailed: true, lastStartedAt: new Date() } });
  const { parts } = await getHealth();
  expect(parts.schedules).toMatchObject({ ok: false, detail: "The last run failed: Prune history." });
});
