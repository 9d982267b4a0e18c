/** `npm run migration -- name_of_it`: writes the SQL that leads from the newest committed migration to prisma/schema.prisma. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePorts } from "@/lib/launcher/data-dir";
import { diffSchemas, readSchema } from "@/lib/launcher/migrate";
import { startPostgres } from "@/lib/launcher/postgres";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error("Say what it does: npm run migration -- add_holds");

const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
const migrations = path.resolve(import.meta.dirname, "../prisma/migrations");
const existing = readdirSync(migrations).filter((entry) => /^\d/.test(entry));
const newest = existing.length === 0 ? "" : git("log", "-1", "--format=%H", "--", "prisma/migrations");
const from = newest === "" ? null : git("show", `${newest}:prisma/schema.prisma`);

const dataDir = mkdtempSync(path.join(os.tmpdir(), "holdfast-migration-"));
const [port = 0] = await freePorts(1);
const postgres = await startPostgres({ dataDir, port, password: "scratch" });
try {
  const sql = await diffSchemas({ from, to: readSchema(), databaseUrl: postgres.url });
  const directory = path.join(migrations, `${String(existing.length + 1).padStart(4, "0")}_${name}`);
  mkdirSync(directory);
  writeFileSync(path.join(directory, "migration.sql"), sql);
  console.log(`Wrote ${directory}. Add the reason as a comment, and the rules that Prisma cannot write.`);
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
