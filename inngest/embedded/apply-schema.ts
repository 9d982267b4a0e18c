import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type pg from "pg";

/** One engine at a time may change the schema; the number only has to differ from other advisory locks of this database. */
const SCHEMA_LOCK = 5_460_001;

/**
 * Brings the engine's own tables (schema `engine`) to the version that this code knows: each file of `schema/` once, in the order of its
 * number, in one transaction. Throws a sentence if the database is newer than the code.
 */
export async function applySchema(client: pg.ClientBase): Promise<void> {
  const directory = path.join(import.meta.dirname, "schema");
  const files = readdirSync(directory)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort();
  await client.query("BEGIN");
  try {
    await client.query("SELECT pg_advisory_xact_lock($1)", [SCHEMA_LOCK]);
    await client.query("CREATE SCHEMA IF NOT EXISTS engine");
    await client.query(
      "CREATE TABLE IF NOT EXISTS engine.schema_version (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
    );
    const { rows } = await client.query<{ version: number }>(
      "SELECT coalesce(max(version), 0) AS version FROM engine.schema_version",
    );
    const present = rows[0]?.version ?? 0;
    if (present > files.length)
      throw new Error(
        `The engine's tables are of version ${present}, this program knows ${files.length}. Use the newer program.`,
      );
    for (const [index, file] of files.entries()) {
      if (index < present) continue;
      await client.query(readFileSync(path.join(directory, file), "utf8"));
      await client.query("INSERT INTO engine.schema_version (version) VALUES ($1)", [index + 1]);
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
