import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { migrateInChild } from "@/e2e/support/database";
import { freePorts } from "@/lib/launcher/data-dir";
import { startPostgres } from "@/lib/launcher/postgres";

/** Runs `work` on a migrated database of its own, on the PostgreSQL that Holdfast starts itself, with its own settings; `DATABASE_URL` names it. */
export async function withBenchDatabase(work: (database: { url: string }) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-bench-"));
  const [port = 0] = await freePorts(1);
  const postgres = await startPostgres({ dataDir, port, password: randomBytes(12).toString("hex") });
  try {
    migrateInChild(postgres.url);
    process.env.DATABASE_URL = postgres.url;
    await work(postgres);
    await (await import("@/lib/db")).db.$disconnect();
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
