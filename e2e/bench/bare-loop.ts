import { Agent, buildConnector } from "undici";

/*
 * What the benchmark of checks is measured against: HEAD for each URL with undici's request, many at once, one at a time per host, and nothing else: no verdict,
 * no evidence, nothing stored. `node bare-loop.ts <port> <hosts> <resources> <parallel hosts>` sends {seconds}.
 */

const [port = 0, hosts = 0, resources = 0, parallel = 0] = process.argv.slice(2).map(Number);
const connect = buildConnector({});
// Names below .localhost mean this machine (RFC 6761), but not to every system's resolver.
const agent = new Agent({ connect: (options, callback) => connect({ ...options, hostname: "127.0.0.1" }, callback) });

async function askHost(host: number): Promise<void> {
  for (let page = host; page < resources; page += hosts) {
    const url = `http://h${host}.bench.localhost:${port}/page/${page}`;
    const { statusCode, body } = await agent.request({
      origin: new URL(url).origin,
      path: `/page/${page}`,
      method: "HEAD",
    });
    if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);
    await body.dump();
  }
}

const before = process.cpuUsage();
const beganAt = performance.now();
let next = 0;
await Promise.all(
  Array.from({ length: parallel }, async () => {
    while (next < hosts) await askHost(next++);
  }),
);
const seconds = (performance.now() - beganAt) / 1_000;
const { user, system } = process.cpuUsage(before);
process.send?.({ seconds, cpu: (user + system) / 1_000_000 });
process.disconnect?.();
await agent.close();
