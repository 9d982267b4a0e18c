import type { DataDirState } from "./data-dir";
import { type Postgres, startPostgres } from "./postgres";

export type KeptPostgres = { url: string; stop(): Promise<void> };

/** Starts the embedded PostgreSQL and starts it again whenever it ends by itself; its clients reconnect. */
export async function keepPostgres({
  dataDir,
  state,
  say,
}: {
  dataDir: string;
  state: DataDirState;
  say(line: string): void;
}): Promise<KeptPostgres> {
  const start = () => startPostgres({ dataDir, port: state.databasePort, password: state.databasePassword });
  let current: Postgres = await start();
  let isStopping = false;
  let restarting: Promise<void> | undefined;

  function watch() {
    current.process.once("exit", (code, signal) => {
      if (isStopping) return;
      say(`The database ended (${signal ?? `exit ${code}`}); it starts again.`);
      restarting = restart();
    });
  }

  async function restart() {
    for (let waitMs = 500; !isStopping; waitMs = Math.min(waitMs * 2, 15_000)) {
      try {
        current = await start();
        say("The database is back.");
        return watch();
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  watch();
  return {
    url: current.url,
    async stop() {
      isStopping = true;
      await restarting;
      await current.stop();
    },
  };
}
