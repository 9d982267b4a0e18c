/** What one host has seen, for tests of politeness. */
export interface HostStats {
  requests: number;
  byMethod: Record<string, number>;
  /** Shortest time between the arrivals of two requests, in ms; null for fewer than two. */
  minGapMs: number | null;
  /** Most requests that were being answered at once. */
  maxConcurrent: number;
  /** Distinct paths with their counts. */
  paths: Record<string, number>;
  /** User agents seen. */
  userAgents: string[];
}

interface Counters {
  stats: HostStats;
  lastArrival: number;
  running: number;
}

/** Counts the requests of each host of the odd web. */
export class HostCounter {
  readonly #hosts = new Map<string, Counters>();

  /** Counts an arrival at `now` (ms, fractions count); call the answer when the request has been answered. */
  arrive(host: string, request: { method: string; path: string; userAgent: string }, now: number): () => void {
    const known = this.#hosts.get(host);
    const counters = known ?? { stats: emptyStats(), lastArrival: Number.NEGATIVE_INFINITY, running: 0 };
    this.#hosts.set(host, counters);
    const { stats } = counters;
    if (known) stats.minGapMs = Math.min(stats.minGapMs ?? Number.POSITIVE_INFINITY, now - counters.lastArrival);
    counters.lastArrival = now;
    counters.running += 1;
    stats.requests += 1;
    stats.byMethod[request.method] = (stats.byMethod[request.method] ?? 0) + 1;
    stats.paths[request.path] = (stats.paths[request.path] ?? 0) + 1;
    if (!stats.userAgents.includes(request.userAgent)) stats.userAgents.push(request.userAgent);
    stats.maxConcurrent = Math.max(stats.maxConcurrent, counters.running);
    return () => {
      counters.running -= 1;
    };
  }

  /** By host name. */
  read(): Record<string, HostStats> {
    return Object.fromEntries([...this.#hosts].map(([host, { stats }]) => [host, stats]));
  }

  clear(): void {
    for (const [host, { running }] of this.#hosts) {
      // What is still being answered stays counted, so that the count can't fall below zero.
      if (running === 0) this.#hosts.delete(host);
      else this.#hosts.set(host, { stats: emptyStats(), lastArrival: Number.NEGATIVE_INFINITY, running: 0 });
    }
  }
}

function emptyStats(): HostStats {
  return { requests: 0, byMethod: {}, minGapMs: null, maxConcurrent: 0, paths: {}, userAgents: [] };
}
