import pg from "pg";
import { requireEnv } from "@/lib/env";
import { log } from "@/lib/log";

/** The triggers of the migrations notify here; the payload is the table's name. */
const CHANNEL = "holdfast_changes";
/** Waits between tries to connect; a database that restarts is back within seconds. */
const RECONNECT_MS = 1_000;

type Listener = (table: string) => void;

const holder = globalThis as { holdfastChanges?: Changes };

/** Calls `listener` with a table's name whenever rows of it changed; the answer ends it. One connection per process serves all. */
export function subscribe(listener: Listener): () => void {
  holder.holdfastChanges ??= new Changes();
  return holder.holdfastChanges.add(listener);
}

class Changes {
  readonly #listeners = new Set<Listener>();
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #hasMissed = false;

  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (!this.#client && !this.#timer) this.#connect();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#disconnect();
    };
  }

  #connect(): void {
    this.#timer = undefined;
    const client = new pg.Client({
      connectionString: requireEnv("DATABASE_URL"),
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    this.#client = client;
    client.on("notification", ({ payload }) => this.#tell(payload ?? ""));
    client.on("error", (error) => this.#lost(client, error));
    client.on("end", () => this.#lost(client, undefined));
    client
      .connect()
      .then(() => client.query(`LISTEN ${CHANNEL}`))
      .then(() => {
        // What happened while nobody listened: everything may have changed.
        if (this.#hasMissed) this.#tell("*");
        this.#hasMissed = false;
      })
      .catch((error: unknown) => this.#lost(client, error));
  }

  #lost(client: pg.Client, error: unknown): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    this.#hasMissed = true;
    client.removeAllListeners();
    // A connection that failed once more while it closes is of no interest.
    client.on("error", () => {});
    client.end().catch(() => {});
    log.warn({ err: error }, "Lost the connection that tells of changes; pages update again when it is back.");
    if (this.#listeners.size > 0) this.#timer = setTimeout(() => this.#connect(), RECONNECT_MS);
  }

  #disconnect(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const client = this.#client;
    this.#client = undefined;
    this.#hasMissed = false;
    client?.removeAllListeners();
    client?.on("error", () => {});
    client?.end().catch(() => {});
  }

  #tell(table: string): void {
    for (const listener of [...this.#listeners]) listener(table);
  }
}
