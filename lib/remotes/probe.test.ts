import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllowedHosts } from "./address";
import { startTcp, startTestWeb, type TestWeb } from "./fixtures/test-web";
import { type ProbeRequest, probe } from "./probe";
import { createProbeAgent } from "./probe-agent";

const LIMITS = { connectTimeoutMs: 2_000, headersTimeoutMs: 400, bodyTimeoutMs: 600, maxBodyBytes: 100_000 };
const ALLOWED = parseAllowedHosts(".localhost, 127.0.0.1");

let web: TestWeb;
const closers: (() => Promise<void>)[] = [];

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const ROUTES: Record<string, Answer> = {
  "/ok": page("<title>Hello &amp; welcome</title><p>text"),
  "/no-head": (q, r) => (q.method === "HEAD" ? end(r, 405) : page("<p>fine")(q, r)),
  "/head-404": (q, r) => (q.method === "HEAD" ? end(r, 404) : page("<p>fine")(q, r)),
  "/head-403": (q, r) => (q.method === "HEAD" ? end(r, 403) : page("<p>fine")(q, r)),
  "/head-500": (q, r) => (q.method === "HEAD" ? end(r, 500) : page("<p>fine")(q, r)),
  "/head-501": (q, r) => (q.method === "HEAD" ? end(r, 501) : page("<p>fine")(q, r)),
  "/head-hangs": (q, r) => (q.method === "HEAD" ? undefined : page("<p>fine")(q, r)),
  "/head-reset": (q, r) => (q.method === "HEAD" ? q.socket.destroy() : page("<p>fine")(q, r)),
  "/head-empty": (q, r) => (q.method === "HEAD" ? end(r, 200) : page("<p>fine")(q, r)),
  "/401": (_, r) => end(r, 401),
  "/429": (_, r) => end(r, 429),
  "/503-wait": (_, r) => end(r, 503, { "retry-after": "120" }),
  "/hangs": () => {},
  "/resets": (q) => q.socket.destroy(),
  "/empty": (_, r) => end(r, 200),
  "/drips": (_, r) => {
    r.writeHead(200);
    const timer = setInterval(() => r.write("x"), 50);
    r.on("close", () => clearInterval(timer));
  },
  "/slow-page": (_, r) => {
    r.writeHead(200);
    r.write(Buffer.alloc(20_000, "a"));
  },
  "/cut": (q, r) => {
    r.writeHead(200, { "content-length": "10000" });
    if (q.method === "HEAD") r.end();
    else r.write("a".repeat(500), () => q.socket.destroy());
  },
  "/never-a-byte": (_, r) => r.writeHead(200).flushHeaders(),
  "/big": (_, r) => r.writeHead(200).end(Buffer.alloc(1_000_000, "a")),
  "/bomb": (q, r) => {
    const bytes = gzipSync(Buffer.alloc(20_000_000));
    r.writeHead(200, { "content-encoding": "gzip", "content-type": "text/html" });
    r.end(q.method === "HEAD" ? undefined : bytes);
  },
  "/gzip": (q, r) => {
    r.writeHead(200, { "content-encoding": "gzip", "content-type": "text/html" });
    r.end(q.method === "HEAD" ? undefined : gzipSync("<title>Packed</title>"));
  },
  "/bad-gzip": (_, r) => r.writeHead(200, { "content-encoding": "gzip" }).end("not gzip at all"),
  "/latin1": (q, r) => {
    r.writeHead(200, { "content-type": "text/html; charset=iso-8859-1" });
    r.end(q.method === "HEAD" ? undefined : Buffer.from("<title>caf\xe9</title>", "latin1"));
  },
  "/no-charset": (q, r) => {
    r.writeHead(200, { "content-type": "text/html charset=broken" });
    r.end(q.method === "HEAD" ? undefined : "<title>A\u0000B</title>");
  },
  "/301": (_, r) => end(r, 301, { location: "/302#part" }),
  "/302": (_, r) => end(r, 302, { location: "ok" }),
  "/loop": (_, r) => end(r, 302, { location: "/loop2" }),
  "/loop2": (_, r) => end(r, 302, { location: "/loop" }),
  "/to-ftp": (_, r) => end(r, 302, { location: "ftp://example.org/" }),
  "/to-signed-in": (_, r) => end(r, 302, { location: `http://ann:secret@${r.req.headers.host}/ok` }),
  "/to-signed-in-nonsense": (_, r) => end(r, 302, { location: "http://ann:secret@[" }),
  "/to-long": (_, r) => end(r, 302, { location: `/ok?${"x".repeat(7_000)}` }),
  "/to-too-long": (_, r) => end(r, 302, { location: `/ok?${"x".repeat(8_000)}` }),
  "/to-nonsense": (_, r) => end(r, 302, { location: "http://[" }),
  "/to-cut": (_, r) =>
    end(r, 302, { location: `http://[${"x".repeat(191)}${Buffer.from("\u{1f4da}").toString("latin1")}` }),
  "/to-private": (_, r) => end(r, 302, { location: "http://10.0.0.1/secret" }),
  "/to-metadata": (_, r) => end(r, 302, { location: "http://[::ffff:169.254.169.254]/" }),
  "/to-unicode": (_, r) => end(r, 302, { location: Buffer.from("/ok?éàö").toString("latin1") }),
  "/to-404": (_, r) => end(r, 301, { location: "/gone-for-good" }),
  "/nowhere": (_, r) => end(r, 302),
  "/conditional": (q, r) => {
    if (q.headers["if-none-match"] === '"v1"') end(r, 304, { etag: '"v1"' });
    else page("<p>first")(q, r.setHeader("etag", '"v1"') as ServerResponse);
  },
  "/old-etag-404": (_, r) => end(r, 404, { etag: '"v1"' }),
};

beforeAll(async () => {
  web = await startTestWeb((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    const chain = /^\/chain\/(\d+)$/.exec(path);
    if (chain) {
      const left = Number(chain[1]);
      return left === 0 ? page("<p>end")(request, response) : end(response, 302, { location: `/chain/${left - 1}` });
    }
    (ROUTES[path] ?? ((_, r) => end(r, 404)))(request, response);
  });
});

afterAll(async () => {
  await web.close();
  for (const close of closers) await close();
});

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}) {
  response.writeHead(status, { "content-length": "0", ...headers }).end();
}

/** An HTML page with its length, as static files have it. */
function page(html: string): Answer {
  return (request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-length", Buffer.byteLength(html));
    response.end(request.method === "HEAD" ? undefined : html);
  };
}

function ask(path: string, more: Partial<ProbeRequest> = {}) {
  return probe({ url: web.url(path), limits: LIMITS, allowedHosts: ALLOWED, userAgent: "Holdfast/test", ...more });
}

function methodsOf(path: string) {
  return web.seen.filter(({ url }) => url === path).map(({ method }) => method);
}

test("a good page is asked by HEAD alone, with a name that says who we are", async () => {
  const facts = await ask("/ok");
  expect(facts).toMatchObject({ method: "HEAD", status: 200, error: null, body: null, finalUrl: web.url("/ok") });
  expect(facts.hops).toMatchObject([{ url: web.url("/ok"), status: 200, address: "127.0.0.1" }]);
  expect(methodsOf("/ok")).toEqual(["HEAD"]);
  expect(web.seen.at(-1)?.headers["user-agent"]).toBe("Holdfast/test");
});

test("asked by GET, the page's title, size and hash are known", async () => {
  const { body } = await ask("/ok", { firstMethod: "GET" });
  expect(body).toMatchObject({
    title: "Hello & welcome",
    isHtml: true,
    isTruncated: false,
    bytes: 41,
    decodedBytes: 41,
  });
  expect(body?.sha256).toMatch(/^[0-9a-f]{64}$/);
});

test.each(["no-head", "head-404", "head-403", "head-500", "head-501", "head-hangs", "head-reset", "head-empty"])(
  "where HEAD is refused or odd (%s), GET decides",
  async (name) => {
    const facts = await ask(`/${name}`);
    expect(facts).toMatchObject({ method: "GET", status: 200, error: null });
    expect(methodsOf(`/${name}`)).toContain("GET");
  },
);

test.each([
  ["/401", 401],
  ["/429", 429],
  ["/503-wait", 503],
])("%s is taken at its word and not asked twice", async (path, status) => {
  expect(await ask(path)).toMatchObject({ status, method: "HEAD" });
  expect(methodsOf(path)).toEqual(["HEAD"]);
});

test("redirects are followed and kept; fragments are not requested", async () => {
  const facts = await ask("/301");
  expect(facts.hops.map(({ status, url }) => [status, url])).toEqual([
    [301, web.url("/301")],
    [302, web.url("/302")],
    [200, web.url("/ok")],
  ]);
  expect(facts).toMatchObject({ status: 200, finalUrl: web.url("/ok") });
});

test("the tenth redirect is followed, the eleventh is not", async () => {
  expect(await ask("/chain/10")).toMatchObject({ status: 200, error: null });
  expect(await ask("/chain/11")).toMatchObject({ error: { reason: "too_many_redirects" } });
});

test.each([
  ["/loop", "too_many_redirects"],
  ["/to-ftp", "invalid_response"],
  ["/to-nonsense", "invalid_response"],
  ["/hangs", "timeout_headers"],
  ["/resets", "reset"],
  ["/never-a-byte", "timeout_body"],
  ["/bad-gzip", "invalid_response"],
])("%s fails as %s", async (path, reason) => {
  expect(await ask(path)).toMatchObject({ error: { reason } });
});

test("an address that is cut for the evidence is not cut through a character", async () => {
  const { error } = await ask("/to-cut");
  expect(error?.message).toContain("xxx\u{1f4da}");
  expect(error?.message).not.toMatch(/\p{Cs}/u);
});

test.each(["/to-signed-in", "/to-signed-in-nonsense"])(
  "%s leaves nothing behind that would sign somebody in",
  async (path) => {
    const facts = await ask(path);
    expect(facts.hops).toHaveLength(path === "/to-signed-in" ? 2 : 1);
    expect(JSON.stringify(facts)).not.toMatch(/ann|secret/);
  },
);

test("a long address is followed to its end and not cut short; one that is too long is not followed at all", async () => {
  const { finalUrl, status, hops } = await ask("/to-long");
  expect({ status, hops: hops.length, length: finalUrl.length }).toEqual({
    status: 200,
    hops: 2,
    length: web.url("/ok?").length + 7_000,
  });
  const tooLong = await ask("/to-too-long");
  expect(tooLong).toMatchObject({ error: { reason: "invalid_response" }, hops: { length: 1 } });
  expect(tooLong.headers.location?.length).toBeLessThan(1_100);
});

test("after a failed redirect the last address is known", async () => {
  expect(await ask("/to-404")).toMatchObject({
    status: 404,
    finalUrl: web.url("/gone-for-good"),
    hops: [{ status: 301 }, { status: 404 }],
  });
  expect(await ask("/to-private")).toMatchObject({ finalUrl: "http://10.0.0.1/secret", hops: [{ status: 302 }] });
});

test("a redirect's path in raw UTF-8 is requested percent-encoded", async () => {
  expect(await ask("/to-unicode")).toMatchObject({ status: 200, finalUrl: web.url("/ok?%C3%A9%C3%A0%C3%B6") });
});

test("a code of redirection without a place to go is an answer of its own", async () => {
  expect(await ask("/nowhere")).toMatchObject({ status: 302, error: null, method: "GET", body: { decodedBytes: 0 } });
});

test.each(["/to-private", "/to-metadata"])("%s is not followed into a private network", async (path) => {
  expect(await ask(path)).toMatchObject({ status: null, error: { reason: "private_address" } });
});

test("loopback is refused where it is not allowed, and no byte is sent", async () => {
  const before = web.seen.length;
  for (const url of [web.url("/ok"), `http://127.0.0.1:${web.port}/ok`, `http://[::ffff:127.0.0.1]:${web.port}/`])
    expect(await ask("/", { url, allowedHosts: [] })).toMatchObject({ error: { reason: "private_address" }, hops: [] });
  expect(web.seen.length).toBe(before);
});

test("a public name that leads to a private address is refused when connecting", async () => {
  const url = `http://rebound.example:${web.port}/ok`;
  const facts = await ask("/", { url, resolve: async () => ["127.0.0.1", "::1"], allowedHosts: [] });
  expect(facts).toMatchObject({ error: { reason: "private_address" } });
});

test("of a name's addresses only those that may be reached are used", async () => {
  const url = `http://mixed.example:${web.port}/ok`;
  const resolve = async () => ["10.0.0.1", "127.0.0.1"];
  const facts = await ask("/", { url, resolve, allowedHosts: parseAllowedHosts("127.0.0.1") });
  expect(facts).toMatchObject({ status: 200, hops: [{ address: "127.0.0.1" }] });
});

test("a name is resolved once per connection, so a later answer changes nothing", async () => {
  let asked = 0;
  const resolve = async () => [asked++ === 0 ? "127.0.0.1" : "10.0.0.1"];
  const allowedHosts = parseAllowedHosts("127.0.0.1");
  const agent = createProbeAgent({ allowedHosts, connectTimeoutMs: 1_000, resolve });
  closers.push(agent.close);
  const url = `http://rebinding.example:${web.port}/ok`;
  expect(await ask("/", { url, agent, allowedHosts })).toMatchObject({ status: 200 });
  expect(asked).toBe(1);
});

test("a name that does not exist, a closed port and a silent server have reasons of their own", async () => {
  const closed = await startTcp(() => {});
  await closed.close();
  const missing = async () => {
    throw Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
  };
  expect(await ask("/", { url: "http://missing.example/", resolve: missing })).toMatchObject({
    error: { reason: "dns" },
  });
  expect(await ask("/", { url: `http://127.0.0.1:${closed.port}/` })).toMatchObject({ error: { reason: "refused" } });
  const silent = await startTcp(() => {});
  closers.push(silent.close);
  expect(await ask("/", { url: `http://127.0.0.1:${silent.port}/` })).toMatchObject({
    error: { reason: "timeout_headers", phase: "headers" },
  });
});

test("a name whose look-up never ends is a time-out while looking up", async () => {
  const resolve = () => new Promise<string[]>(() => {});
  const limits = { ...LIMITS, connectTimeoutMs: 300 };
  const facts = await ask("/", { url: "http://slow-dns.example/", resolve, limits });
  expect(facts).toMatchObject({ error: { reason: "timeout_dns", phase: "dns" } });
});

test.each([
  ["no HTTP at all", "SSH-2.0-OpenSSH_9.9\r\n"],
  ["a broken status line", "HTTP/1.1 abc\r\n\r\n"],
  ["endless headers", `HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(40_000)}`],
])("%s is an unreadable answer", async (_, text) => {
  const server = await startTcp((socket) => socket.end(text));
  closers.push(server.close);
  const facts = await ask("/", { url: `http://127.0.0.1:${server.port}/` });
  expect(facts).toMatchObject({ error: { reason: "invalid_response" } });
});

test("a code that no standard knows is a fact, not an error", async () => {
  const server = await startTcp((socket) => socket.end("HTTP/1.1 999 Denied\r\ncontent-length: 2\r\n\r\nno"));
  closers.push(server.close);
  expect(await ask("/", { url: `http://127.0.0.1:${server.port}/` })).toMatchObject({ status: 999, error: null });
});

test("plain HTTP where TLS is expected is a failed handshake", async () => {
  const facts = await ask("/", { url: `https://127.0.0.1:${web.port}/` });
  expect(facts).toMatchObject({ error: { reason: "tls_failed" } });
});

test.each(["/big", "/bomb"])("of %s no more is read than allowed", async (path) => {
  const { body, error } = await ask(path, { firstMethod: "GET" });
  expect(error).toBeNull();
  expect(body?.isTruncated).toBe(true);
  expect(body?.decodedBytes).toBeLessThanOrEqual(LIMITS.maxBodyBytes);
});

test("a body that drips is cut off in time and is no answer; a large page on a slow line is one", async () => {
  const beganAt = performance.now();
  expect(await ask("/drips", { firstMethod: "GET" })).toMatchObject({
    error: { reason: "timeout_body", phase: "body" },
  });
  expect(performance.now() - beganAt).toBeLessThan(5_000);
  const slow = await ask("/slow-page", { firstMethod: "GET" });
  expect(slow).toMatchObject({ status: 200, error: null, body: { isTruncated: true, bytes: 20_000 } });
});

test("a body that breaks off is no answer", async () => {
  expect(await ask("/cut", { firstMethod: "GET" })).toMatchObject({
    status: 200,
    error: { reason: "reset", phase: "body" },
  });
});

test.each([
  ["/gzip", "Packed"],
  ["/latin1", "café"],
  ["/no-charset", "AB"],
])("the title of %s is read as %s", async (path, title) => {
  expect((await ask(path, { firstMethod: "GET" })).body?.title.replace(" ", "")).toBe(title);
});

test("a page that has not changed is not sent again", async () => {
  const first = await ask("/conditional", { firstMethod: "GET" });
  expect(first).toMatchObject({ status: 200, headers: { etag: '"v1"' } });
  const second = await ask("/conditional", { validators: { etag: '"v1"', lastModified: null } });
  expect(second).toMatchObject({ status: 304, error: null, body: null, method: "HEAD" });
});

test("an error keeps its code though its version is the one we know", async () => {
  expect(await ask("/old-etag-404", { validators: { etag: '"v1"', lastModified: null } })).toMatchObject({
    status: 404,
  });
});

test("percent-encoded paths arrive as they are", async () => {
  await ask("/a%20b/%2F%C3%A9?q=%2B+x");
  expect(web.seen.at(-1)?.url).toBe("/a%20b/%2F%C3%A9?q=%2B+x");
});

test("a caller can end it, which is no fact about the page", async () => {
  const controller = new AbortController();
  const asked = ask("/hangs", { signal: controller.signal, limits: { ...LIMITS, headersTimeoutMs: 10_000 } });
  setTimeout(() => controller.abort(new Error("enough")), 50);
  await expect(asked).rejects.toThrow("enough");
});

test("an open connection that the host closed meanwhile is no reset", async () => {
  const server = await startTcp((socket) => {
    let served = 0;
    socket.on("data", () => {
      // Answers once and promises to stay, then cuts the connection at the next request.
      if (served++ === 0) socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      else socket.destroy();
    });
  });
  closers.push(server.close);
  const agent = createProbeAgent({ allowedHosts: ALLOWED, connectTimeoutMs: 1_000 });
  closers.push(agent.close);
  const url = `http://127.0.0.1:${server.port}/`;
  for (let round = 0; round < 3; round++)
    expect(await ask("/", { url, agent, firstMethod: "GET" })).toMatchObject({ status: 200, error: null });
});
