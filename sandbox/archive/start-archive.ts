import path from "node:path";
import type { ClockState } from "../clock";
import { makeAccount } from "./accounts";
import { startArchiveServer } from "./archive-server";
import { ArchiveControl } from "./control";
import { Journal } from "./journal";
import { readSettings, type SettingsPatch } from "./settings";
import { ArchiveState, type InitialState } from "./state";
import type { TargetSource } from "./targets";

export interface ArchiveOptions {
  /** Port of the fake archive; 0 or absent takes a free one. */
  port?: number;
  /** A second port with the control interface alone, which faults of the connection leave open; absent has none. */
  controlPort?: number;
  /** Address to listen on; default 127.0.0.1. */
  host?: string;
  /** Where the state is kept from one start to the next; absent keeps nothing. */
  dataDir?: string;
  /** Seed of all that is drawn by lot; default 1. */
  seed?: number;
  /** Keys of the first account; default `sandbox` and `sandbox-secret`. */
  accessKey?: string;
  secretKey?: string;
  /**
   * Where the virtual clock begins (ms since 1970, or a date), and how many times as fast as real time it runs. `at` alone stands
   * still until it is advanced; `rate` alone begins at the real time. Default: the real time at rate 1. A data directory's
   * clock goes on where it was; only a named rate changes it.
   */
  clock?: { at?: number | Date; rate?: number };
  /** Settings that differ from their defaults, nested or with dotted names. */
  settings?: SettingsPatch;
  /** Knows pages that no fixture names. */
  elsewhere?: TargetSource;
}

export type Archive = Awaited<ReturnType<typeof startArchive>>;

/**
 * Starts the fake archive alone in this process. Throws a sentence for a taken port, a wrong setting or a data directory of
 * something else.
 */
export async function startArchive(options: ArchiveOptions = {}) {
  const host = options.host ?? "127.0.0.1";
  const keys = { accessKey: options.accessKey ?? "sandbox", secretKey: options.secretKey ?? "sandbox-secret" };
  const initial = (): InitialState => ({
    seed: options.seed ?? 1,
    settings: readSettings(options.settings),
    accounts: [makeAccount(keys)],
    clock: firstClock(options.clock),
  });
  const journal = new Journal(options.dataDir === undefined ? null : path.resolve(options.dataDir));
  const state = new ArchiveState(journal, initial());
  const control = new ArchiveControl(state, initial);
  // What the start asks for by name wins over what the journal remembers.
  if (options.settings !== undefined) control.configure(options.settings);
  if (options.clock?.rate !== undefined) control.setScale(options.clock.rate);

  const elsewhere = options.elsewhere ?? (() => null);
  const ports = {
    port: options.port ?? 0,
    ...(options.controlPort === undefined ? {} : { controlPort: options.controlPort }),
  };
  const server = await startArchiveServer({ state, elsewhere, control, host, ...ports }).catch((error: unknown) => {
    journal.close();
    throw error;
  });
  const urlOf = (port: number) => `http://${shownHost(host)}:${port}`;
  return {
    archiveUrl: urlOf(server.port),
    controlUrl: `${urlOf(server.controlPort)}/__double/`,
    keys,
    control,
    close: async () => {
      await server.close();
      journal.close();
    },
  };
}

function firstClock({ at, rate }: NonNullable<ArchiveOptions["clock"]> = {}): ClockState {
  const realMs = Date.now();
  return { virtualMs: at === undefined ? realMs : Number(at), realMs, scale: rate ?? (at === undefined ? 1 : 0) };
}

/** An address at which this machine reaches what listens on `host`. */
export function shownHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
