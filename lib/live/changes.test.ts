import "@/e2e/support/own-database";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { takeForeignSlot } from "@/lib/checks/host-pace";
import { db } from "@/lib/db";
import { newRowId } from "@/lib/row-id";
import { subscribe } from "./changes";

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

function listen(): Set<string> {
  const heard = new Set<string>();
  open.push(subscribe((table) => heard.add(table)));
  return heard;
}

function change(): Promise<unknown> {
  return db.limiter.create({ data: { key: `test.${newRowId()}`, nextAt: new Date() } });
}

/** A change is only heard once the connection listens, so the change is made until it is. */
async function untilHeard(heard: Set<string>, table: string): Promise<void> {
  const changeAndLook = async () => {
    await change();
    return heard.has(table);
  };
  await expect.poll(changeAndLook, { timeout: 10_000, interval: 50 }).toBe(true);
}

test("a change of a row tells every listener the table's name", async () => {
  const [first, second] = [listen(), listen()];
  await untilHeard(first, "Limiter");
  expect(second.has("Limiter")).toBe(true);
});

test("after the connection was cut it comes back by itself, and says that anything may have changed", async () => {
  const heard = listen();
  await untilHeard(heard, "Limiter");
  heard.clear();
  const admin = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await admin.connect();
  await admin.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN holdfast%' AND datname = current_database()",
  );
  await admin.end();
  await expect.poll(() => heard.has("*"), { timeout: 10_000 }).toBe(true);
  await untilHeard(heard, "Limiter");
});

test("a listener that has ended hears no more", async () => {
  const [ended, other] = [new Set<string>(), listen()];
  const end = subscribe((table) => ended.add(table));
  end();
  await untilHeard(other, "Limiter");
  expect(ended.size).toBe(0);
});

test("the moments reserved at hosts, one per check, are not told", async () => {
  const heard: string[] = [];
  await untilHeard(listen(), "Limiter");
  open.push(subscribe((table) => heard.push(table)));
  // Notices come in the order of their commits: when the mark is heard, so is all before it.
  const mark = () => db.schedule.create({ data: { name: `test.${newRowId()}` } });
  await mark();
  await expect.poll(() => heard.at(-1)).toBe("Schedule");
  heard.splice(0);
  const settings = { "checks.hostIntervalMs": 1_000, "checks.maxCrawlDelaySeconds": 0 };
  const slot = { settings, now: new Date(), latest: new Date(Date.now() + 60_000) };
  for (let turn = 0; turn < 3; turn++) await takeForeignSlot({ host: "quiet.example", ...slot });
  await mark();
  await expect.poll(() => heard).toEqual(["Schedule"]);
});
