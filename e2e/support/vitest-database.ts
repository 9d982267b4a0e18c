import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePorts } from "@/lib/launcher/data-dir";
import { startPostgres } from "@/lib/launcher/postgres";
import { migrateInChild } from "./database";

/** One PostgreSQL for one run of the tests: started here, migrated, thrown away at the end. Tests find it in DATABASE_URL. */
export default async function setup() {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-test-"));
  const [port = 0] = await freePorts(1);
  const postgres = await startPostgres({
    dataDir,
    port,
    password: randomBytes(12).toString("hex"),
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" },
  });
  const stop = async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    migrateInChild(postgres.url);
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.DATABASE_URL = postgres.url;
  return stop;
}
