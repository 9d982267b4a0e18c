import { Pool } from "undici";

/** One address at which an app serves its functions. */
export type Endpoint = { appId: string; url: string; pool: Pool; path: string; isUp: boolean };

export type Apps = {
  /** An app has registered from this address, so it is there. */
  registered(appId: string, url: string): void;
  /** The next address of an app that answers; null if none does. */
  pick(appId: string): Endpoint | null;
  /** Nobody listens there any more; it is used again when it registers. */
  markDown(endpoint: Endpoint): void;
  list(): readonly Endpoint[];
  /** How often an address was found dead: when this grows, it is time to ask the apps to register. */
  downCount(): number;
  /** Ends all connections; calls in flight fail. */
  close(): Promise<void>;
};

/** The addresses of all apps. Calls of an app go to those that answer, in turn. */
export function createApps(options: { maxCalls: number; timeoutMs: number; maxAnswerBytes: number }): Apps {
  const endpoints = new Map<string, Endpoint>();
  const pools = new Map<string, Pool>();
  const turns = new Map<string, number>();
  let downs = 0;

  const poolOf = (origin: string): Pool => {
    const known = pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, {
      // One more than calls: the poll must not wait for them.
      connections: options.maxCalls + 1,
      pipelining: 1,
      connectTimeout: 5_000,
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      maxResponseSize: options.maxAnswerBytes,
    });
    pools.set(origin, pool);
    return pool;
  };
  return {
    registered(appId, url) {
      const known = endpoints.get(`${appId} ${url}`);
      if (known) known.isUp = true;
      else {
        const { origin, pathname } = new URL(url);
        endpoints.set(`${appId} ${url}`, { appId, url, pool: poolOf(origin), path: pathname, isUp: true });
      }
    },
    pick(appId) {
      const up = [...endpoints.values()].filter((endpoint) => endpoint.appId === appId && endpoint.isUp);
      const turn = (turns.get(appId) ?? 0) + 1;
      turns.set(appId, turn);
      return up[turn % up.length] ?? null;
    },
    markDown(endpoint) {
      endpoint.isUp = false;
      downs++;
    },
    downCount: () => downs,
    list: () => [...endpoints.values()],
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}
