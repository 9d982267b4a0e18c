import "@/e2e/support/own-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { newRowId } from "@/lib/row-id";
import { type Sandbox, startSandbox } from "@/sandbox/start-sandbox";
import { makeResource, makeSnapshot, useSettings } from "./fixtures/rows";
import { submitSnapshot } from "./submit-snapshot";

let sandbox: Sandbox;

beforeAll(async () => {
  const settings = { "spn.slots": 100, "spn.perMinute": 1_000, "spn.durationMs": 50, "spn.slotReleaseMs": 0 };
  sandbox = await startSandbox({ settings });
  setEnv({
    ARCHIVE_WEB_URL: sandbox.archiveUrl,
    ARCHIVE_ACCESS_KEY: sandbox.keys.accessKey,
    ARCHIVE_SECRET_KEY: sandbox.keys.secretKey,
  });
});
afterAll(() => sandbox.close());

/** What the step function does, without the engine: one permit after the other, until the queue is empty. */
async function work(): Promise<void> {
  for (;;) {
    const { outcome } = await submitSnapshot({ runId: newRowId(), announcedId: "" });
    if (outcome === "empty") return;
  }
}

test("30 snapshots at one per 0.3 s and two workers: no two submissions closer than the pace, none lost, none twice", async () => {
  const paceMs = 300;
  await useSettings({ "snapshots.submitEverySeconds": paceMs / 1_000 });
  const rows = [];
  for (let index = 0; index < 30; index++) rows.push(await makeSnapshot(await makeResource()));
  await Promise.all([work(), work()]);

  const posts = sandbox.control.requests({ path: "/save", method: "POST" });
  const times = posts.map((post) => post.realArrivedAt).sort((a, b) => a - b);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(posts).toHaveLength(30);
  expect(new Set(posts.map((post) => post.form.url)).size).toBe(30);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(paceMs);
  expect(await db.snapshot.count({ where: { id: { in: rows.map(({ id }) => id) }, status: "pending" } })).toBe(30);
  // Nobody sleeps through free slots. How near to the full pace it comes is for a quiet machine to say: a benchmark's matter.
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(29 * paceMs * 2);
}, 60_000);
