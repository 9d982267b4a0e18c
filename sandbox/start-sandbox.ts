import path from "node:path";
import { makeAccount } from "./archive/accounts";
import { startArchiveServer } from "./archive/archive-server";
import { ArchiveControl } from "./archive/control";
import { Journal } from "./archive/journal";
import { readSettings, type SettingsPatch } from "./archive/settings";
import { ArchiveState, type InitialState } from "./archive/state";
import { startOddWeb } from "./odd-web/odd-web-server";
import { findOddTarget } from "./odd-web/target-source";

export interface SandboxOptions {
  /** Port of the fake archive; 0 or absent takes a free one. */
  port?: number;
  /** Port of the odd web, for http and https alike; 0 or absent takes a free one. */
  oddPort?: number;
  /** Address to listen on; default 127.0.0.1. */
  host?: string;
  /** Where the archive's state is kept from one start to the next; absent keeps nothing. */
  dataDir?: string;
  /** Seed of all that is drawn by lot; default 1. */
  seed?: number;
  /** Keys of the first account; default `sandbox` and `sandbox-secret`. */
  accessKey?: string;
  secretKey?: string;
  /** How many times as fast as real time the virtual clock runs; 0 stands still. Default 1. */
  speed?: number;
  /** Settings that differ from their defaults, nested or with dotted names. */
  settings?: SettingsPatch;
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/**
 * Starts the fake archive and the odd web in this process. Throws a sentence for a taken port, a wrong setting or a data
 * directory of something else.
 */
export async function startSandbox(options: SandboxOptions = {}) {
  const host = options.host ?? "127.0.0.1";
  const keys = { accessKey: options.accessKey ?? "sandbox", secretKey: options.secretKey ?? "sandbox-secret" };
  const initial = (): InitialState => ({
    seed: options.seed ?? 1,
    settings: readSettings(options.settings),
    accounts: [makeAccount(keys)],
    clock: { virtualMs: Date.now(), realMs: Date.now(), scale: options.speed ?? 1 },
  });
  const journal = new Journal(options.dataDir === undefined ? null : path.resolve(options.dataDir));
  const state = new ArchiveState(journal, initial());
  const control = new ArchiveControl(state, initial);
  // What the start asks for by name wins over what the journal remembers.
  if (options.settings !== undefined) control.configure(options.settings);
  if (options.speed !== undefined) control.setScale(options.speed);

  const oddWeb = await startOddWeb({ host, port: options.oddPort ?? 0 });
  const elsewhere = (url: string) => findOddTarget(url, oddWeb.port);
  const archive = await startArchiveServer({ state, elsewhere, control, host, port: options.port ?? 0 }).catch(
    async (error: unknown) => {
      await oddWeb.close();
      throw error;
    },
  );
  return {
    archiveUrl: `http://${host}:${archive.port}`,
    oddWebUrl: `http://${host}:${oddWeb.port}`,
    oddPort: oddWeb.port,
    keys,
    control,
    oddWeb: oddWeb.control,
    close: async () => {
      await Promise.all([archive.close(), oddWeb.close()]);
      journal.close();
    },
  };
}
