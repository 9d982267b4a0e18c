import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllowedHosts } from "./address";
import { TEST_CERTIFICATES } from "./fixtures/test-certificates";
import { startTcp, startTestWeb, type TestWeb } from "./fixtures/test-web";
import { type ProbeRequest, probe } from "./probe";
import { createProbeAgent } from "./probe-agent";
import { WalkCookies } from "./probe-cookies";
import { madeUpUrl, probeMadeUpPath } from "./probe-made-up";
import { readRobots } from "./robots";

/*
 * How a host is asked: whether it may be, by which method, how often, and what else is asked of it.
 */

const LIMITS = { connectTimeoutMs: 2_000, headersTimeoutMs: 600, bodyTimeoutMs: 600, maxBodyBytes: 100_000 };
const ALLOWED = parseAllowedHosts(".localhost, 127.0.0.1");
const NOW = new Date("2026-11-21T12:00:00Z");
const CAPABILITIES = '<?xml version="1.0"?>\n<WFS_Capabilities version="2.0.0"></WFS_Capabilities>';
const EXCEPTION = "<ServiceExceptionReport><ServiceException/></ServiceExceptionReport>";

const ROBOTS = `User-agent: holdfast\nCrawl-delay: 7\n#${"x".repeat(20_000)}\nDisallow: /late`;

let web: TestWeb;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  web = await startTestWeb(answer);
});
afterAll(async () => {
  await web.close();
  for (const close of closers) await close();
});

type Page = [status: number, type: string, text: string, headers?: Record<string, string>];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const isHead = request.method === "HEAD";
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://x");
  if (pathname === "/chunked") {
    response.writeHead(200, { "content-type": "text/html" }).end("<p>made on the fly");
    return;
  }
  if (pathname.startsWith("/cookies")) {
    answerWithCookies(pathname, request.headers.cookie ?? "", response);
    return;
  }
  const [status, type, text, headers] = pageAt(pathname, searchParams, isHead);
  const length: Record<string, number> = status === 304 ? {} : { "content-length": text.length };
  response.writeHead(status, { "content-type": type, ...length, ...headers }).end(isHead ? "" : text);
}

/** As publishers do: around once for the cookie, by another host, and back to the same address. */
function answerWithCookies(path: string, cookie: string, response: ServerResponse): void {
  const to = (location: string, setCookie: string[]) =>
    response.writeHead(302, { location, "set-cookie": setCookie, "content-length": 0 }).end();
  if (path === "/cookies/never") to(web.url("/cookies/never"), ["session=1"]);
  else if (path === "/cookies/set") to(web.url("/cookies/page"), ["seen=yes; Path=/; Domain=localhost", "other=1"]);
  else if (cookie.includes("session=42")) response.writeHead(200, { "content-type": "text/html" }).end();
  else to(web.url("/cookies/page"), ["session=42; HttpOnly; Path=/", "bad"]);
}

function pageAt(path: string, query: URLSearchParams, isHead: boolean): Page {
  if (path === "/no-head") return [isHead ? 405 : 200, "text/html", "<p>page"];
  if (path === "/moved") return [302, "text/html", "", { location: web.url("/page", "b") }];
  if (path === "/busy") return [429, "text/html", "later", { "retry-after": query.get("after") ?? "" }];
  if (path === "/page") return [200, "text/html", "<p>page", { "retry-after": "5" }];
  if (path === "/304") return [304, "text/html", ""];
  if (path === "/robots.txt") return [200, "text/plain", ROBOTS];
  if (path !== "/geo/ows") return [404, "text/html", "<p>none"];
  if (query.get("service") === "WFS") return [200, "text/xml", CAPABILITIES];
  return [query.has("service") ? 400 : 200, "text/xml", EXCEPTION];
}

function ask(path: string, more: Partial<ProbeRequest> = {}) {
  const clock = () => NOW;
  return probe({
    url: web.url(path),
    limits: LIMITS,
    allowedHosts: ALLOWED,
    userAgent: "Holdfast/test",
    clock,
    ...more,
  });
}

/** A gate that notes who asks, and closes after `open` requests. */
function gateOf(open = Number.POSITIVE_INFINITY) {
  const asked: string[] = [];
  const until = new Date(NOW.getTime() + 60_000);
  return {
    asked,
    until,
    gate: async (host: string) => {
      asked.push(host.replace(/:\d+$/, ""));
      return asked.length <= open ? ({ go: true } as const) : ({ go: false, until } as const);
    },
  };
}

test("the gate is asked before every request: second tries, redirects to other hosts, services, robots.txt, made-up addresses", async () => {
  const { gate, asked } = gateOf();
  await ask("/no-head", { gate });
  expect(asked.splice(0)).toEqual(["a.localhost", "a.localhost"]);
  await ask("/moved", { gate });
  expect(asked.splice(0)).toEqual(["a.localhost", "b.localhost"]);
  await ask("/geo/ows", { gate });
  expect(asked.splice(0)).toHaveLength(5);
  const request = { url: web.url("/x"), limits: LIMITS, allowedHosts: ALLOWED, userAgent: "Holdfast/test", gate };
  await readRobots(request);
  await probeMadeUpPath(request);
  expect(asked).toHaveLength(2);
});

test.each([
  ["/page", 0],
  ["/no-head", 1],
  ["/moved", 1],
  ["/geo/ows", 3],
])("a gate that closes puts %s off after %i requests, and nothing more is sent", async (path, open) => {
  const before = web.seen.length;
  const { gate, until } = gateOf(open);
  expect(await ask(path, { gate })).toMatchObject({ error: { reason: "put_off" }, putOffUntil: until });
  expect(web.seen.length - before).toBe(open);
});

test("who needs GET is told, so that the next time it is asked so at once", async () => {
  expect(await ask("/no-head")).toMatchObject({ method: "GET", headStatus: 405, headWasOdd: true });
  expect(await ask("/no-head", { firstMethod: "GET" })).toMatchObject({ headStatus: null, headWasOdd: false });
  expect(await ask("/page")).toMatchObject({ method: "HEAD", headWasOdd: false });
  expect(await ask("/nothing")).toMatchObject({ method: "GET", status: 404, headWasOdd: false });
});

test("a deep look reads the page at once; a page without a length is believed on HEAD alone", async () => {
  expect(await ask("/page", { depth: "body" })).toMatchObject({ method: "GET", headStatus: null, body: { words: 1 } });
  expect(await ask("/chunked")).toMatchObject({ method: "HEAD", status: 200, body: null });
});

test.each([
  ["120", new Date("2026-11-21T12:02:00Z")],
  ["Sat, 21 Nov 2026 15:00:00 GMT", new Date("2026-11-21T15:00:00Z")],
  ["864000000", new Date("2054-04-08T12:00:00Z")],
  [`1${"0".repeat(30)}`, new Date("9999-12-31T23:59:59Z")],
  ["Sat, 21 Nov 2025 15:00:00 GMT", null],
  ["0", null],
  ["-5", null],
  ["soon", null],
])("Retry-After: %s means %s", async (value, expected) => {
  expect((await ask(`/busy?after=${encodeURIComponent(value)}`)).retryAfterAt).toEqual(expected);
});

test("a good answer's Retry-After means nothing", async () => {
  expect((await ask("/page")).retryAfterAt).toBeNull();
});

test("a 304 that nobody asked for is asked again with GET, and what was sent is in the facts", async () => {
  expect(await ask("/304")).toMatchObject({ method: "GET", sentValidators: null });
  const validators = { etag: '"a"', lastModified: null };
  const known = await ask("/304", { validators });
  expect(known).toMatchObject({ method: "HEAD", status: 304, sentValidators: validators });
  expect(known.requestHeaders).toMatchObject({ "if-none-match": '"a"', "user-agent": "Holdfast/test" });
  expect(await ask("/304", { validators: { etag: null, lastModified: null } })).toMatchObject({ sentValidators: null });
});

test("a service that answers another request than the one noted is found, with its kind", async () => {
  const facts = await ask("/geo/ows?map=coast");
  expect(facts.service?.type).toBe("WFS 2.0.0");
  expect(facts.service?.url).toContain("map=coast&service=WFS&request=GetCapabilities&version=2.0.0");
  expect((await ask("/geo/ows?request=GetMap&layers=none")).service).toBeNull();
});

test("HEAD, GET and redirects of one host share a connection", async () => {
  const agent = createProbeAgent({ allowedHosts: ALLOWED, connectTimeoutMs: 1_000 });
  closers.push(agent.close);
  const first = await ask("/page", { agent });
  expect(first.timing.connectMs).not.toBeNull();
  for (const path of ["/page", "/no-head", "/nothing"])
    expect((await ask(path, { agent })).timing).toMatchObject({ dnsMs: null, connectMs: null, tlsMs: null });
});

test("a site that sends everybody around once for a cookie is followed, and one that never ends is a loop", async () => {
  const facts = await ask("/cookies/page");
  expect(facts).toMatchObject({ status: 200, error: null, hops: [{ status: 302 }, { status: 200 }] });
  expect(JSON.stringify(facts)).not.toContain("session");
  expect(await ask("/cookies/never")).toMatchObject({ error: { reason: "too_many_redirects" }, hops: { length: 2 } });
  // Another walk knows nothing of it.
  expect((await ask("/cookies/page")).hops).toHaveLength(2);
});

test("cookies go to the host that set them, or to its domain if it said so, and never to a whole top level", () => {
  const cookies = new WalkCookies();
  cookies.take("www.site.example", [
    "a=1; Domain=.site.example",
    "b=2",
    "c=3; domain=example",
    "d=4; Domain=other.example",
    "=5",
    "e=;",
  ]);
  expect(cookies.headerFor("www.site.example")).toBe("a=1; b=2; c=3; d=4; e=");
  expect(cookies.headerFor("idp.site.example")).toBe("a=1");
  expect(cookies.headerFor("other.example")).toBeNull();
  expect(cookies.headerFor("evilsite.example")).toBeNull();
});

test.each([
  ["shop.co.uk", "co.uk", "other.co.uk"],
  ["www.city.gov.au", "gov.au", "other.gov.au"],
  ["ann.github.io", "github.io", "bob.github.io"],
  ["data.s3.amazonaws.com", "s3.amazonaws.com", "other.s3.amazonaws.com"],
  ["10.1.2.3", "1.2.3", "11.1.2.3"],
])("a cookie of %s for %s is not sent to %s", (host, domain, stranger) => {
  const cookies = new WalkCookies();
  cookies.take(host, [`a=1; Domain=${domain}`]);
  expect(cookies.headerFor(stranger)).toBeNull();
  expect(cookies.headerFor(host)).toBe("a=1");
});

test.each([
  ["www.journal.co.uk", "journal.co.uk", "idp.journal.co.uk"],
  ["www.nature.com", ".nature.com", "idp.nature.com"],
  ["link.verlag.de", "verlag.de", "verlag.de"],
])("a cookie of %s for %s is sent to %s too", (host, domain, sister) => {
  const cookies = new WalkCookies();
  cookies.take(host, [`a=1; Domain=${domain}`]);
  expect(cookies.headerFor(sister)).toBe("a=1");
});

test("a server that sends a body with HEAD does not spoil the next check", async () => {
  const rude = await startTcp((socket) => {
    socket.on("data", () => {
      socket.write(
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5\r\nconnection: keep-alive\r\n\r\nhello",
      );
    });
  });
  closers.push(rude.close);
  const agent = createProbeAgent({ allowedHosts: ALLOWED, connectTimeoutMs: 1_000 });
  closers.push(agent.close);
  for (let round = 0; round < 4; round++)
    expect(await ask("/", { agent, url: `http://127.0.0.1:${rude.port}/${round}` })).toMatchObject({
      status: 200,
      error: null,
    });
});

test("what the host forbids is read from the whole of its robots.txt, in our name", async () => {
  const request = { url: web.url("/a/b?c"), limits: LIMITS, allowedHosts: ALLOWED, userAgent: "Holdfast/0.1 (+x)" };
  expect(await readRobots(request)).toEqual({
    state: "found",
    refusal: null,
    rules: { rules: [{ isAllowed: false, path: "/late" }], crawlDelayMs: 7_000 },
    until: null,
  });
  const closed = "http://127.0.0.1:1/";
  expect(await readRobots({ ...request, url: closed })).toMatchObject({ state: "unreachable" });
});

test.each([
  ["https://x.org/a/report.html?id=3#top", /^https:\/\/x\.org\/a\/[a-z]+-[a-z]+\.html$/],
  ["https://x.org/a/b/", /^https:\/\/x\.org\/a\/[a-z]+-[a-z]+\/$/],
  ["https://x.org/", /^https:\/\/x\.org\/[a-z]+-[a-z]+$/],
  ["https://x.org/a/paper.pdf", /^https:\/\/x\.org\/a\/[a-z]+-[a-z]+$/],
])("beside %s a made-up address looks like %s", (url, shape) => {
  expect(madeUpUrl(url)).toMatch(shape);
  expect(madeUpUrl(url)).not.toBe(madeUpUrl(url));
});

test("with verification off a bad certificate is read all the same, and the facts say what is wrong with it", async () => {
  const { expired, wrongName, good, key, ca } = TEST_CERTIFICATES;
  for (const [cert, problem] of [
    [expired, "CERT_HAS_EXPIRED"],
    [wrongName, "ERR_TLS_CERT_ALTNAME_INVALID"],
    [good, null],
  ] as const) {
    const server = createServer(
      { cert, key },
      (_, response) => void response.setHeader("content-type", "text/html").end(),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const agent = createProbeAgent({ allowedHosts: ALLOWED, connectTimeoutMs: 2_000, ca, verifyTls: false });
    closers.push(() => {
      server.closeAllConnections();
      server.close();
      return agent.close();
    });
    const facts = await ask("/", { agent, url: `https://a.localhost:${(server.address() as AddressInfo).port}/` });
    expect(facts).toMatchObject({ status: 200, tls: { problem }, timing: { tlsMs: expect.any(Number) } });
  }
});
