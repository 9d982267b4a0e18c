import "@/e2e/support/own-database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { setEnv } from "@/lib/env";
import { endHostRule } from "@/lib/hosts/end-host-rule";
import { setHostRule } from "@/lib/hosts/set-host-rule";
import { startTestWeb, type TestWeb } from "@/lib/remotes/fixtures/test-web";
import { ADMIN, makeCollection, makeResources, resourceValues } from "@/lib/resources/fixtures/rows";
import { forgetSettings } from "@/lib/settings/get-settings";
import { checkHost } from "./check-host";

let web: TestWeb;
let collectionId: string;
/** Done before the answer to this path. */
let before: { path: string; act: () => Promise<unknown> } | null = null;
const LONG_AGO = new Date("2026-01-01T00:00:00Z");

beforeAll(async () => {
  setEnv({ ALLOWED_PRIVATE_HOSTS: ".localhost" });
  web = await startTestWeb(async ({ url, method }, response) => {
    const due = before?.path === url ? before : null;
    if (due) before = null;
    await due?.act();
    response.writeHead(url === "/robots.txt" ? 404 : 403, { "content-type": "text/plain", "content-length": "12" });
    response.end(method === "HEAD" ? undefined : "hello world!");
  });
});

beforeEach(async () => {
  await db.setting.deleteMany();
  // As slow as most hosts are asked, so that each check is looked for by itself.
  await db.setting.create({ data: { key: "checks.hostIntervalMs", value: 260 } });
  forgetSettings();
  collectionId = (await makeCollection({ isSnapshotting: false })).id;
});

afterAll(() => web.close());

const RULE = { acceptedCodes: [403], intervalMs: 0, reason: "sends 403 to all programs" };

test("a rule that is set while its host is at work holds for the next check, and what was judged without it is judged anew", async () => {
  const host = await make("set", 4);
  before = { path: "/1", act: () => setHostRule({ host, input: RULE, actor: ADMIN }) };
  expect(await run(host)).toMatchObject({ end: "done", isMoreDue: false });
  expect(await verdictsAt(host)).toEqual(["valid accepted", "valid accepted", "valid accepted", "valid accepted"]);
  expect(web.seen.filter(({ url, host: at, method }) => at === host && url === "/3" && method === "GET")).toHaveLength(
    1,
  );
});

test("also one that is set during the very last check", async () => {
  const host = await make("last", 1);
  before = { path: "/0", act: () => setHostRule({ host, input: RULE, actor: ADMIN }) };
  expect(await run(host)).toMatchObject({ end: "done", checkedCount: 1, isMoreDue: true });
  expect(await run(host)).toMatchObject({ checkedCount: 1, isMoreDue: false });
  expect(await verdictsAt(host)).toEqual(["valid accepted"]);
});

test("a rule that ends while its host is at work leaves nothing fine by it", async () => {
  const host = await make("end", 3);
  await setHostRule({ host, input: { ...RULE, intervalMs: 260 }, actor: ADMIN });
  before = { path: "/2", act: () => endHostRule({ host, actor: ADMIN }) };
  while ((await run(host)).isMoreDue);
  expect(await verdictsAt(host)).toEqual(["blocked forbidden", "blocked forbidden", "blocked forbidden"]);
});

async function make(name: string, count: number): Promise<string> {
  const wish = (n: number) => ({ checkRequestedAt: new Date(LONG_AGO.getTime() + n), checkPriority: 1 });
  const rows = Array.from({ length: count }, (_, n) =>
    resourceValues(collectionId, { url: web.url(`/${n}`, name), ...wish(n) }),
  );
  await makeResources(rows);
  return `${name}.localhost:${web.port}`;
}

let runs = 0;
function run(host: string) {
  return checkHost({ host, runId: `run-${++runs}`, limit: 50, timeBoxMs: 20_000 });
}

async function verdictsAt(host: string): Promise<string[]> {
  const rows = await db.checkState.findMany({ where: { host }, orderBy: { resource: { url: "asc" } } });
  return rows.map(({ verdict, reason }) => `${verdict} ${reason}`);
}
