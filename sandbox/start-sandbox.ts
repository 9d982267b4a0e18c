import { type ArchiveOptions, shownHost, startArchive } from "./archive/start-archive";
import { startOddWeb } from "./odd-web/odd-web-server";
import { findOddTarget } from "./odd-web/target-source";

export interface SandboxOptions extends Omit<ArchiveOptions, "elsewhere"> {
  /** Port of the odd web, for http and https alike; 0 or absent takes a free one. */
  oddPort?: number;
  /** How many times as fast as real time the virtual clock runs; 0 stands still. The same as `clock.rate`. */
  speed?: number;
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/**
 * Starts the fake archive and the odd web in this process. Throws a sentence for a taken port, a wrong setting or a data
 * directory of something else.
 */
export async function startSandbox({ oddPort, speed, ...options }: SandboxOptions = {}) {
  const host = options.host ?? "127.0.0.1";
  const oddWeb = await startOddWeb({ host, port: oddPort ?? 0 });
  const elsewhere = (url: string) => findOddTarget(url, oddWeb.port);
  const clock = { ...options.clock, ...(speed === undefined ? {} : { rate: speed }) };
  const archive = await startArchive({ ...options, clock, elsewhere }).catch(async (error: unknown) => {
    await oddWeb.close();
    throw error;
  });
  return {
    ...archive,
    oddWebUrl: `http://${shownHost(host)}:${oddWeb.port}`,
    oddPort: oddWeb.port,
    oddWeb: oddWeb.control,
    close: async () => {
      await Promise.all([archive.close(), oddWeb.close()]);
    },
  };
}
