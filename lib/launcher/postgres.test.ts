import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { freePorts } from "./data-dir";
import { startPostgres } from "./postgres";

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test("committed rows survive a kill of the server, and a server left behind by a killed launcher is replaced", async () => {
  // Only its owner may enter: as root, the system user that runs the server must get in all the same.
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-pg-"));
  chmodSync(dataDir, 0o700);
  const [port = 0] = await freePorts(1);
  const options = { dataDir, port, password: "not-a-secret" };

  const first = await startPostgres(options);
  await query(first.url, "CREATE TABLE kept AS SELECT 42 AS answer");
  first.process.kill("SIGKILL");
  await new Promise((resolve) => first.process.once("exit", resolve));

  const second = await startPostgres(options);
  expect(await query(second.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);

  // The launcher forgot `second`, as after its own kill; its server still runs.
  const third = await startPostgres(options);
  expect(await query(third.url, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  expect(second.process.exitCode ?? second.process.signalCode).not.toBeNull();

  await third.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("the password is asked for", async () => {
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.password = "wrong";
  await expect(query(url.href, "SELECT 1")).rejects.toThrow("password authentication failed");
});
