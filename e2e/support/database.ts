import { execFileSync } from "node:child_process";
import path from "node:path";
import pg from "pg";
import { createDatabase } from "@/lib/launcher/postgres";

/**
 * A database of its own for one test file, on the server of DATABASE_URL; drop it when done.
 * Refuses a server that is not on this machine.
 */
export async function createTestDatabase(
  options: { isMigrated?: boolean } = {},
): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = new URL(process.env.DATABASE_URL ?? "");
  if (!["127.0.0.1", "localhost", "[::1]"].includes(admin.hostname))
    throw new Error("Tests run against a local database only.");
  const name = `test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  await createDatabase(admin.href, name);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  if (options.isMigrated) migrateInChild(url.href);
  return {
    url: url.href,
    async drop() {
      const client = new pg.Client({ connectionString: admin.href });
      await client.connect();
      await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
      await client.end();
    },
  };
}

/** Migrates in a process of its own: Prisma's engine leaves a timer of 10 s behind, which would hold up the end of the tests. */
export function migrateInChild(databaseUrl: string): void {
  const migrate = path.resolve(import.meta.dirname, "../../bin/migrate.ts");
  execFileSync(process.execPath, ["--import", "tsx", migrate], { env: { ...process.env, DATABASE_URL: databaseUrl } });
}

/** Rows of one statement, on a connection of its own. */
export async function query(
  databaseUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}
