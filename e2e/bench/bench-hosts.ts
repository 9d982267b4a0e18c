import { createServer } from "node:http";

/*
 * Many hosts on one port, in a process of its own, that count for themselves how politely they are asked. Started by checks.ts with the
 * gap that they expect; answers "report" with what they have seen, and forgets on "reset".
 */

type HostCount = { requests: number; running: number; most: number; lastAt: number; tooSoon: number };

export type HostsReport = {
  requests: number;
  hosts: number;
  /** Requests that came while another of the same host was being answered. */
  overlaps: number;
  /** Requests that came sooner after the one before than the gap allows. */
  tooSoon: number;
};

/** Timers and sockets are not exact to the millisecond. */
const TOLERANCE_MS = 2;

const gapMs = Number(process.argv[2] ?? 0);
const PAGE = Buffer.from(
  "<!doctype html><title>Record</title><p>One of very many records that all look alike and are all there.",
);
const hosts = new Map<string, HostCount>();
let overlaps = 0;

function arrive(name: string): HostCount {
  const now = performance.now();
  const host = hosts.get(name) ?? { requests: 0, running: 0, most: 0, lastAt: Number.NEGATIVE_INFINITY, tooSoon: 0 };
  hosts.set(name, host);
  if (now - host.lastAt < gapMs - TOLERANCE_MS) host.tooSoon += 1;
  if (host.running > 0) overlaps += 1;
  host.lastAt = now;
  host.requests += 1;
  host.running += 1;
  return host;
}

const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
  const host = arrive(request.headers.host ?? "");
  const isThere = /^\/page\/\d+$/.test(request.url ?? "");
  response.writeHead(isThere ? 200 : 404, {
    "content-type": "text/html; charset=utf-8",
    "content-length": PAGE.length,
    etag: '"1"',
  });
  response.end(request.method === "HEAD" ? undefined : PAGE);
  host.running -= 1;
});

process.on("message", (message) => {
  if (message === "reset") {
    hosts.clear();
    overlaps = 0;
    process.send?.({ reset: true });
  }
  if (message !== "report") return;
  const counts = [...hosts.values()];
  const sum = (of: (host: HostCount) => number) => counts.reduce((total, host) => total + of(host), 0);
  const report: HostsReport = {
    requests: sum(({ requests }) => requests),
    hosts: hosts.size,
    overlaps,
    tooSoon: sum(({ tooSoon }) => tooSoon),
  };
  process.send?.({ report });
});
process.on("disconnect", () => process.exit(0));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" ? address?.port : 0 });
});
