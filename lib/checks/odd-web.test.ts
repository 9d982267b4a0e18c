import { afterAll, beforeAll, expect, test } from "vitest";
import { parseAllowedHosts } from "@/lib/remotes/address";
import { probe } from "@/lib/remotes/probe";
import { createProbeAgent } from "@/lib/remotes/probe-agent";
import { probeMadeUpPath } from "@/lib/remotes/probe-made-up";
import { parseResourceUrl } from "@/lib/resources/url";
import { SETTINGS } from "@/lib/settings/definitions";
import { startOddWeb } from "@/sandbox/odd-web/odd-web-server";
import { typedUrl, type Way } from "@/sandbox/odd-web/way";
import { WAYS } from "@/sandbox/odd-web/ways";
import { UNTOUCHED } from "./fixtures/facts";
import { type CheckHistory, judge, judgeRules, UNKNOWN_HOST } from "./judge";
import { type MadeUpAnswer, madeUpAnswerOf } from "./made-up-answer";

/*
 * The odd web's table, row by row, through the probe and the judgement: what one look says of a resource that was never seen before, at a
 * host that has been asked for a made-up address.
 */

const ALLOWED = parseAllowedHosts(".odd.localhost");
const LIMITS = { connectTimeoutMs: 2_000, headersTimeoutMs: 2_000, bodyTimeoutMs: 3_000, maxBodyBytes: 2_000_000 };
const DEFAULTS = Object.fromEntries(Object.entries(SETTINGS).map(([key, setting]) => [key, setting.default]));
const RULES = judgeRules(DEFAULTS as Parameters<typeof judgeRules>[0]);
const NOW = new Date("2026-11-21T12:00:00Z");

let oddWeb: Awaited<ReturnType<typeof startOddWeb>>;
const madeUp = new Map<string, Promise<MadeUpAnswer | null>>();

beforeAll(async () => {
  oddWeb = await startOddWeb({ host: "127.0.0.1", port: 0 });
});
afterAll(() => oddWeb.close());

type Look = { depth: "head" | "body"; history?: CheckHistory; knowsHost?: boolean };

async function look(way: Way, { depth, history = UNTOUCHED, knowsHost = true }: Look) {
  const { url } = parseResourceUrl(typedUrl(way, oddWeb.port), ALLOWED);
  const ca = way.needsAuthority ? oddWeb.control.authorityPem : undefined;
  const agent = createProbeAgent({ allowedHosts: ALLOWED, connectTimeoutMs: LIMITS.connectTimeoutMs, ca });
  const request = { url, limits: LIMITS, allowedHosts: ALLOWED, userAgent: "Holdfast/test", agent };
  const answer = knowsHost ? await madeUpAnswer(new URL(url).origin, () => probeMadeUpPath(request)) : null;
  const facts = await probe({ ...request, depth });
  await agent.close();
  const host = { ...UNKNOWN_HOST, madeUpAnswer: answer };
  return { facts, judgement: judge({ facts, history, host, rules: RULES, now: NOW }) };
}

/** Once for each host, as in real life. */
function madeUpAnswer(origin: string, ask: () => ReturnType<typeof probe>): Promise<MadeUpAnswer | null> {
  const known = madeUp.get(origin) ?? ask().then(madeUpAnswerOf);
  madeUp.set(origin, known);
  return known;
}

function wayAt(host: string, path: string): Way {
  const way = WAYS.find((candidate) => candidate.host === host && candidate.path === path);
  if (!way) throw new Error(`The odd web has no ${host}${path}.`);
  return way;
}

/** Told only by the page, which HEAD does not show: such hosts are asked by GET. */
const NEEDS_PAGE = new Set(["soft_404", "parked", "app_shell"]);

/** A plain good page. */
const GOOD_PATH = WAYS.find(({ host }) => host === "courses")?.path ?? "";

const ROWS = WAYS.map((way) => [`${way.host}${way.path.slice(0, 80)}: ${way.does}`, way] as const);

test("there are at least 80 odd ways, besides the plain good pages", () => {
  const odd = WAYS.filter(({ does }) => does !== "a good page with an ETag");
  expect(odd.length).toBeGreaterThanOrEqual(80);
});

test.concurrent.each(ROWS)("a deep look at %s gives the right verdict and reason", async (_, way) => {
  const { verdict, reason } = (await look(way, { depth: "body" })).judgement;
  expect({ verdict, reason }).toEqual(way.expect);
});

test.concurrent.each(ROWS.filter(([, way]) => !NEEDS_PAGE.has(way.expect.reason)))(
  "a first look at %s gives the right verdict and reason",
  async (_, way) => {
    const { verdict, reason } = (await look(way, { depth: "head" })).judgement;
    expect({ verdict, reason }).toEqual(way.expect);
  },
);

test.each([
  ["soft-404", "ok"],
  ["parked", "ok"],
  ["app-shell", "ok"],
])(
  "without a measure a page of %s is taken for good, with less confidence than one that was compared",
  async (host, reason) => {
    const { judgement } = await look(wayAt(host, "/*"), { depth: "head", knowsHost: false });
    expect(judgement).toMatchObject({ verdict: "valid", reason, confidence: "medium" });
  },
);

/** What a good look leaves behind. */
function historyOf({ judgement, facts }: Awaited<ReturnType<typeof look>>): CheckHistory {
  expect(judgement.isGoodBody).toBe(true);
  return { ...UNTOUCHED, ...judgement, bodyHash: facts.body?.sha256 ?? null, bodySketch: facts.body?.sketch ?? null };
}

test("a page that became another one is valid, drifted and in doubt; its last good body stays the measure", async () => {
  oddWeb.control.reset();
  const way = wayAt("weather", "/drifts");
  const history = historyOf(await look(way, { depth: "body" }));
  expect((await look(way, { depth: "body", history })).judgement).toMatchObject({ reason: "ok", similarity: 1 });
  await look(way, { depth: "head" });
  const { judgement } = await look(way, { depth: "body", history });
  expect(judgement).toMatchObject({ verdict: "valid", reason: "drifted", confidence: "low", isGoodBody: false });
  expect(judgement.similarity).toBeLessThan(0.15);
});

test("a page with another token each time is the same page", async () => {
  const way = wayAt("weather", "/restless");
  const history = historyOf(await look(way, { depth: "body" }));
  const { judgement } = await look(way, { depth: "body", history });
  expect(judgement.reason).toBe("ok");
  expect(judgement.similarity).toBeGreaterThan(0.9);
});

test("a name that became parked is failing by comparison with its last good page alone", async () => {
  const history = historyOf(await look(wayAt("courses", GOOD_PATH), { depth: "body" }));
  const { judgement } = await look(wayAt("parked", "/*"), { depth: "body", history, knowsHost: false });
  expect(judgement).toMatchObject({ verdict: "failing", reason: "parked", confidence: "high" });
});

test("whoever knows a page's version is told that it has not changed, with high confidence", async () => {
  for (const path of ["/etag", "/last-modified"]) {
    const way = wayAt("bodies", path);
    const { facts } = await look(way, { depth: "body" });
    const { etag = null, "last-modified": lastModified = null } = facts.headers;
    const validators = { etag, lastModified };
    const url = typedUrl(way, oddWeb.port);
    const again = await probe({ url, limits: LIMITS, allowedHosts: ALLOWED, userAgent: "Holdfast/test", validators });
    const judged = judge({ facts: again, history: UNTOUCHED, host: UNKNOWN_HOST, rules: RULES, now: NOW });
    expect(judged).toMatchObject({ verdict: "valid", reason: "not_modified", confidence: "high", isGoodBody: false });
  }
});

test("Retry-After decides when a resource that was turned away is asked again", async () => {
  const seconds = await look(wayAt("busy", "/429-seconds"), { depth: "head" });
  const waitMs = seconds.judgement.nextCheckAt.getTime() - Date.now();
  expect(seconds.facts.retryAfterAt).not.toBeNull();
  expect(seconds.judgement.nextCheckAt).toEqual(seconds.facts.retryAfterAt);
  expect(waitMs).toBeLessThan(125_000);
});

test("the kind of a service that answered is noted", async () => {
  const { judgement } = await look(wayAt("service-wms-old", "/*"), { depth: "head" });
  expect(judgement).toMatchObject({ reason: "service_ok", serviceType: "WMS 1.1.1", confidence: "high" });
});
