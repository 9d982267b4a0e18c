import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePorts } from "@/lib/launcher/data-dir";
import { startPostgres } from "@/lib/launcher/postgres";
import { apiOf } from "./support/api";
import { expect, signIn, test } from "./support/fixtures";
import { ADMIN } from "./support/global-setup";

const ENV = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };

test("with the engine down, a press is stored, the person is told so, and it starts when the engine is back", async ({
  page,
  startOwn,
  startWeb,
}) => {
  test.setTimeout(240_000);
  const web = await startWeb({ name: "trouble", delayMs: 1 });
  const instance = await startOwn({ env: { ...ENV, ALLOWED_PRIVATE_HOSTS: web.allowed } });
  const api = await apiOf(instance);
  await api("POST", "collections", { slug: "trouble", name: "Trouble" });
  const { json: resource } = await api("POST", "resources", { url: web.url(1, "/"), collection: "trouble" });
  const checkedAt = async () => (await api("GET", `resources/${resource.id}`)).json.lastCheckedAt;
  await expect.poll(checkedAt).not.toBeNull();
  const before = await checkedAt();

  await signIn(page, ADMIN, instance.url);
  await page.goto(`${instance.url}/resources/${resource.id}`);
  const engine = pidOf("inngest/embedded/main.ts", instance.dataDir);
  process.kill(engine, "SIGSTOP");
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText("Stored. It starts as soon as the engine is back.")).toBeVisible();
  expect(await checkedAt()).toBe(before);

  process.kill(engine, "SIGKILL");
  await expect.poll(checkedAt, { timeout: 120_000 }).not.toBe(before);
});

test.describe("without a database", () => {
  // The browser and React report the answer 500 that this story is about.
  test.use({ expectedErrors: /status of 500|React error #441|ERR_INCOMPLETE_CHUNKED_ENCODING/ });

  test("with the database down, pages say so, and they are back by themselves when it is", async ({
    page,
    startOwn,
  }) => {
    test.setTimeout(240_000);
    const dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-own-pg-"));
    const [port = 0] = await freePorts(1);
    const options = { dataDir, port, password: "not-a-secret" };
    let postgres = await startPostgres(options);
    try {
      const instance = await startOwn({ env: { ...ENV, DATABASE_URL: postgres.url } });
      const health = async () => (await fetch(`${instance.url}/api/health`)).status;
      await signIn(page, ADMIN, instance.url);
      await page.goto(`${instance.url}/resources`);
      await expect(page.getByRole("heading", { name: "Resources" })).toBeVisible();

      await postgres.stop();
      await page.goto(`${instance.url}/resources`);
      await expect(page.getByText("The database does not answer").first()).toBeVisible();
      expect(await health()).toBe(503);

      postgres = await startPostgres(options);
      await expect(page.getByRole("heading", { name: "Resources" })).toBeVisible({ timeout: 60_000 });
      await expect.poll(health, { timeout: 60_000 }).toBe(200);
    } finally {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});

/** The process of one part of one instance; its environment's data directory isn't on the command line, its launcher is its parent. */
function pidOf(program: string, dataDir: string): number {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const rows = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter((match) => match !== null);
  const launcher = rows.find(
    ([, , , args]) => args?.includes("bin/start.ts") && args.includes(dataDir) && !args.includes("start.mjs"),
  );
  const part = rows.find(([, , parent, args]) => parent === launcher?.[1] && args?.includes(program));
  if (part === undefined) throw new Error(`No ${program} runs for ${dataDir}.`);
  return Number(part[1]);
}
