import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as wasm from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/*
 * Prisma's own migration engine, in its WebAssembly form: the native one would have to be downloaded. It keeps `_prisma_migrations`,
 * so `prisma migrate deploy` may be used instead where it can be had.
 */
const FILTERS = { externalTables: [], externalEnums: [] };
const PRISMA_DIR = path.resolve(import.meta.dirname, "../../prisma");

/** Applies the migrations that this database lacks; answers their names. Two at once are serialised by the engine's own lock. */
export async function applyMigrations(databaseUrl: string): Promise<string[]> {
  const { engine, close } = await openEngine(databaseUrl);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationsList(),
      filters: FILTERS,
    });
    return appliedMigrationNames;
  } finally {
    await close();
  }
}

/** The SQL that leads from one schema to another. `from` null: from an empty database. Any server will do: the engine wants one. */
export async function diffSchemas({
  from,
  to,
  databaseUrl,
}: {
  from: string | null;
  to: string;
  databaseUrl: string;
}): Promise<string> {
  const { engine, close } = await openEngine(databaseUrl);
  const target = (content: string) => ({
    tag: "schemaDatamodel" as const,
    files: [{ path: "schema.prisma", content }],
  });
  try {
    const { stdout } = await engine.diff({
      from: from === null ? { tag: "empty" } : target(from),
      to: target(to),
      script: true,
      exitCode: null,
      filters: FILTERS,
    });
    return stdout ?? "";
  } finally {
    await close();
  }
}

/** prisma/schema.prisma, as it is now. */
export function readSchema(): string {
  return readFileSync(path.join(PRISMA_DIR, "schema.prisma"), "utf8");
}

function migrationsList() {
  const baseDir = path.join(PRISMA_DIR, "migrations");
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: names.sort().map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(path.join(baseDir, name, "migration.sql"), "utf8") },
      },
    })),
  };
}

let isLoaded = false;

async function openEngine(databaseUrl: string) {
  if (!isLoaded) {
    const file = createRequire(import.meta.url)
      .resolve("@prisma/schema-engine-wasm")
      .replace(/[^/\\]+$/, "schema_engine_bg.wasm");
    const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), {
      "./schema_engine_bg.js": wasm as never,
    });
    wasm.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => process.stderr.write(`${message}\n`) },
    });
    isLoaded = true;
  }
  const pool = new pg.Pool({ connectionString: databaseUrl, idleTimeoutMillis: 200, allowExitOnIdle: true });
  const factory = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg(pool));
  const engine = await wasm.SchemaEngine.new({ datamodels: [["schema.prisma", readSchema()]] }, () => {}, factory);
  return {
    engine,
    async close() {
      engine.free();
      await pool.end();
    },
  };
}

/**
 * Prisma's adapter cuts a script at every semicolon, also inside functions and comments (7.10.0, executeScript). PostgreSQL takes the
 * script whole, and as one transaction: a migration is applied or it is not.
 */
class WholeScriptPg extends PrismaPg {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await this.#pool.query(script);
    };
    return adapter;
  }
}
