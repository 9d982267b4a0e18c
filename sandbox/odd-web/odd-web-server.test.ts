import type { Agent } from "undici";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { demoResources } from "./demo";
import { type Look, look, loopbackAgent } from "./look";
import { startOddWeb } from "./odd-web-server";
import { findOddTarget } from "./target-source";
import { hostName, typedUrl, type Way, wirePath } from "./way";
import { WAYS } from "./ways";

let oddWeb: Awaited<ReturnType<typeof startOddWeb>>;
let agent: Agent;
/** Trusts the odd web's authority. */
let trusting: Agent;

beforeAll(async () => {
  oddWeb = await startOddWeb({ host: "127.0.0.1", port: 0 });
  agent = loopbackAgent();
  trusting = loopbackAgent(oddWeb.control.authorityPem);
});
beforeEach(() => oddWeb.control.reset());
afterAll(async () => {
  await Promise.all([agent.destroy(), trusting.destroy()]);
  await oddWeb.close();
});

/** What a look must have seen for the way's reason. */
const SEEN: Record<string, (seen: Look) => void> = {
  ok: (seen) => expect(seen).toMatchObject({ error: null, hops: [] }),
  not_modified: (seen) => expect(seen.status).toBe(304),
  redirected: (seen) => expect(seen.hops.some((code) => [302, 303, 307].includes(code))).toBe(true),
  moved_permanently: (seen) => expect(seen.hops.every((code) => code === 301 || code === 308)).toBe(true),
  not_found: (seen) => expect(seen.status).toBe(404),
  gone: (seen) => expect(seen.status).toBe(410),
  legal: (seen) => expect(seen.status).toBe(451),
  client_error: (seen) => expect([400, 405, 406, 418]).toContain(seen.status),
  server_error: (seen) => expect(Math.floor(seen.status / 100)).toBe(5),
  empty_body: (seen) => expect(seen.body.length).toBeLessThan(2),
  soft_404: (seen) => expect(seen.status).toBe(200),
  parked: (seen) => expect(seen.status).toBe(200),
  app_shell: (seen) => expect(seen.body.toString()).toContain("<script"),
  service_ok: (seen) => expect(seen.status >= 400 || seen.body.toString().includes("Exception")).toBe(true),
  service_exception: (seen) => expect(seen.body.toString()).toMatch(/Exception|"success":false/),
  forbidden: (seen) => expect(seen.status).toBe(403),
  rate_limited: (seen) => expect(seen.status).toBe(429),
  login_required: (seen) => expect(seen.status === 401 || seen.url.includes("/login")).toBe(true),
  payment_required: (seen) => expect(seen.status).toBe(402),
  request_timeout: (seen) => expect(seen.status).toBe(408),
  unavailable: (seen) => expect(seen.status).toBe(503),
  nonstandard_code: (seen) => expect(seen.status).toBeGreaterThan(599),
  bot_wall: (seen) => expect(seen.body.toString()).toMatch(/challenge|Access Denied|Incapsula/),
  dns: (seen) => expect(seen.error).toBe("ENOTFOUND"),
  refused: (seen) => expect(seen.error).toBe("ECONNREFUSED"),
  timeout_headers: (seen) => expect(seen.error).toBe("TIMEOUT"),
  timeout_body: (seen) => expect(seen.error).toBe("TIMEOUT"),
  reset: (seen) => expect(seen.error).toMatch(/ECONNRESET|UND_ERR_SOCKET/),
  tls_expired: (seen) => expect(seen.error).toBe("CERT_HAS_EXPIRED"),
  tls_not_yet_valid: (seen) => expect(seen.error).toBe("CERT_NOT_YET_VALID"),
  tls_name: (seen) => expect(seen.error).toBe("ERR_TLS_CERT_ALTNAME_INVALID"),
  tls_chain: (seen) => expect(seen.error).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
  tls_self_signed: (seen) => expect(seen.error).toBe("DEPTH_ZERO_SELF_SIGNED_CERT"),
  tls_failed: (seen) => expect(seen.error).toMatch(/ECONNRESET|ERR_SSL|EPROTO/),
  too_many_redirects: (seen) => expect(seen.error).toBe("TOO_MANY_REDIRECTS"),
  invalid_response: (seen) =>
    expect(
      seen.status === 304 || /HPE_|HTTPParser|OVERFLOW|MISMATCH|BAD_LOCATION|Z_DATA_ERROR/.test(`${seen.error}`),
    ).toBe(true),
  private_address: (seen) => expect(seen.error).toBe("PRIVATE_ADDRESS"),
};

/** Reasons that only the body shows. */
const IN_BODY = new Set([
  "empty_body",
  "soft_404",
  "parked",
  "app_shell",
  "service_ok",
  "service_exception",
  "bot_wall",
]);

async function check(way: Way): Promise<void> {
  const { reason } = way.expect;
  const seen = await look(typedUrl(way, oddWeb.port), way.needsAuthority ? trusting : agent, {
    needsBody: IN_BODY.has(reason),
    // The slow ways are slower than any patience.
    ...(reason.startsWith("timeout") ? { patienceMs: 300 } : {}),
  });
  SEEN[way.expect.reason]?.(seen);
  if (way.expect.verdict === "valid" && reason !== "service_ok") expect(seen.status).toBeLessThan(400);
}

const isPlain = (way: Way) => way.does === "a good page with an ETag";
const ODD_WAYS = WAYS.filter((way) => !isPlain(way));

test.each(ODD_WAYS.map((way) => [`${way.host}${way.path.slice(0, 60)}`, way.does, way] as const))(
  "%s answers as stated: %s",
  async (_, __, way) => {
    expect(SEEN).toHaveProperty(way.expect.reason);
    await check(way);
  },
);

test("every plain page answers 200 to HEAD and GET, and 304 to whoever has its ETag", async () => {
  for (const way of WAYS.filter(isPlain)) await check(way);
  const [first] = WAYS;
  const url = first ? typedUrl(first, oddWeb.port) : "";
  const { headers } = await look(url, agent);
  const again = await agent.request({
    origin: new URL(url).origin,
    path: new URL(url).pathname,
    method: "GET",
    headers: { "If-None-Match": String(headers.etag) },
  });
  expect(again.statusCode).toBe(304);
});

test("the table has at least 70 odd ways, and an address names one way only", () => {
  expect(ODD_WAYS.length).toBeGreaterThanOrEqual(70);
  const addresses = WAYS.map((way) => `${hostName(way.host)}${wirePath(way.path)}`);
  expect(new Set(addresses).size).toBe(WAYS.length);
});

test("the demo has at least 60 resources in two collections, most of them good, each URL once", () => {
  const resources = demoResources(4002);
  expect(resources.length).toBeGreaterThanOrEqual(60);
  expect(new Set(resources.map(({ collection }) => collection))).toEqual(
    new Set(["Open Coursework", "Coastal Data Portal"]),
  );
  expect(new Set(resources.map(({ url }) => url)).size).toBe(resources.length);
  const good = WAYS.filter((way) => way.demo !== false && way.expect.verdict === "valid").length;
  expect(good / resources.length).toBeGreaterThan(0.55);
});

test("a path that no way names is a 404, so that a made-up path tells a good host from a soft one", async () => {
  const made = await look(`http://data.odd.localhost:${oddWeb.port}/made-up-path`, agent);
  expect(made.status).toBe(404);
  const soft = await look(`http://soft-404.odd.localhost:${oddWeb.port}/made-up-path`, agent);
  expect(soft.status).toBe(200);
});

test("a path that is encoded twice on its way is a 404", async () => {
  const twice = await look(`http://names.odd.localhost:${oddWeb.port}/a%2520b`, agent);
  expect(twice.status).toBe(404);
});

test("the odd web's authority is unknown to whoever was not given it", async () => {
  const seen = await look(`https://trusted.odd.localhost:${oddWeb.port}/`, agent);
  expect(seen.error).toBe("UNABLE_TO_VERIFY_LEAF_SIGNATURE");
});

test("a page can be broken and mended at run time", async () => {
  const url = `http://data.odd.localhost:${oddWeb.port}/waves/buoy-14`;
  oddWeb.control.setStatus("data", "/waves/buoy-14", 503);
  expect((await look(url, agent)).status).toBe(503);
  oddWeb.control.setStatus("data", "/waves/buoy-14", null);
  expect((await look(url, agent)).status).toBe(200);
});

test("each host's requests, shortest gap and concurrency are counted", async () => {
  const url = (n: number) => `http://plain-7.odd.localhost:${oddWeb.port}/page/${n}`;
  await Promise.all([look(url(1), agent), look(url(2), agent)]);
  const { "plain-7.odd.localhost": stats } = oddWeb.control.stats();
  expect(stats).toMatchObject({ requests: 2, byMethod: { HEAD: 2 }, paths: { "/page/1": 1, "/page/2": 1 } });
  expect(stats?.minGapMs).toBeGreaterThanOrEqual(0);
  expect(stats?.maxConcurrent).toBeGreaterThanOrEqual(1);
});

test("an archive finds at an odd address what a visitor finds", () => {
  const at = (host: string, path: string) => findOddTarget(`http://${host}.odd.localhost:4002${path}`, 4002);
  expect(at("answers", "/code/404")).toMatchObject({ status: 404, redirects: [] });
  expect(at("moved", "/mixed")?.redirects).toEqual([
    { url: "http://moved.odd.localhost:4002/302", status: 301 },
    { url: "http://moved.odd.localhost:4002/new-home", status: 302 },
  ]);
  expect(at("moved", "/self")?.redirects?.length).toBeGreaterThan(10);
  expect(at("wires", "/reset")).toMatchObject({ isDown: true });
  expect(at("nobody", "/")).toMatchObject({ status: 404 });
  expect(findOddTarget("https://example.org/", 4002)).toBeNull();
});
