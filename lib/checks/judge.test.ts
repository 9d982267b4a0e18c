import fc from "fast-check";
import { expect, test } from "vitest";
import { courierNotFound, courierPage, prose } from "@/lib/remotes/fixtures/test-pages";
import type { NetworkReason, ProbeFacts } from "@/lib/remotes/probe-facts";
import { CONFIDENCES, REASONS, VERDICTS } from "@/lib/resources/verdict";
import { bodyOf, factsOf, hopOf, UNTOUCHED } from "./fixtures/facts";
import { type CheckHistory, type HostKnowledge, type JudgeRules, judge, UNKNOWN_HOST } from "./judge";
import { type MadeUpAnswer, parseMadeUpAnswer, storeMadeUpAnswer } from "./made-up-answer";

const RULES: JudgeRules = {
  ...{ intervalDays: 7, confirmFailures: 3, confirmSpanHours: 24, recheckHours: [1, 6, 24] },
  ...{ similarityAlike: 0.85, similarityDrift: 0.15 },
};
const NOW = new Date("2026-11-21T12:00:00Z");
const HOUR_MS = 3_600_000;
const hoursLater = (hours: number, from = NOW) => new Date(from.getTime() + hours * HOUR_MS);

const ARTICLE = courierPage({ title: "The new bridge", text: prose(1, 300) });
const OTHER = courierPage({ title: "A star is born", text: prose(2, 300) });
const STRANGER = `<html><title>Cheap loans</title><body>${prose(99, 120)}</body></html>`;
const ERROR_PAGE = courierNotFound("/bridges/new", { nonce: "77aa" });
const PAGE_URL = "https://courier.example/bridges/new";

function seen(page: string, more: Partial<ProbeFacts> = {}): ProbeFacts {
  return factsOf(200, { url: PAGE_URL, body: bodyOf(page), ...more });
}

function madeUp(status: number, page: string, finalUrl = "https://courier.example/bridges/velsotu"): HostKnowledge {
  const { sketch, sha256 } = bodyOf(page);
  return { acceptedCodes: [], madeUpAnswer: { status, sketch, bodyHash: sha256, finalUrl } };
}

function lastGood(page: string, more: Partial<CheckHistory> = {}): CheckHistory {
  const { sketch, sha256 } = bodyOf(page);
  return {
    ...UNTOUCHED,
    verdict: "valid",
    reason: "ok",
    lastSuccessAt: NOW,
    bodyHash: sha256,
    bodySketch: sketch,
    ...more,
  };
}

function judged(facts: ProbeFacts, { history = UNTOUCHED, host = UNKNOWN_HOST, now = NOW, rules = RULES } = {}) {
  return judge({ facts, history, host, rules, now });
}

const SOFT = madeUp(200, courierNotFound("/bridges/velsotu-korfimi"));
const HONEST = madeUp(404, courierNotFound("/bridges/velsotu-korfimi"));

test("the page that the host also gives for a made-up address is an error page, surer if another page stood there", () => {
  expect(judged(seen(ERROR_PAGE), { host: SOFT })).toMatchObject({
    ...{ verdict: "failing", reason: "soft_404", confidence: "medium", failureStreak: 1, isGoodBody: false },
    similarity: expect.toSatisfy((like: number) => like > 0.85),
  });
  expect(judged(seen(ERROR_PAGE), { host: SOFT, history: lastGood(ARTICLE) })).toMatchObject({
    reason: "soft_404",
    confidence: "high",
  });
});

test("the error page of a host that is honest elsewhere is one with code 200 too", () => {
  expect(judged(seen(ERROR_PAGE), { host: HONEST }).reason).toBe("soft_404");
});

test("a good page of a soft host is good, and of a host that answers all with success only as sure as its page", () => {
  expect(judged(seen(ARTICLE), { host: SOFT })).toMatchObject({ reason: "ok", confidence: "medium", isGoodBody: true });
  expect(judged(seen(ARTICLE), { host: HONEST })).toMatchObject({ reason: "ok", confidence: "high", isGoodBody: true });
  const byHead = seen(ARTICLE, { body: null, method: "HEAD" });
  expect(judged(byHead, { host: SOFT }).confidence).toBe("low");
  expect(judged(byHead, { host: HONEST }).confidence).toBe("high");
  expect(judged(byHead).confidence).toBe("medium");
});

test("a page that looks as it did when it was good is not called an error page", () => {
  const result = judged(seen(ERROR_PAGE), { host: SOFT, history: lastGood(ERROR_PAGE) });
  expect(result).toMatchObject({ verdict: "valid", reason: "same_for_all", confidence: "low", isGoodBody: false });
});

test("a start page is a page, though all made-up addresses show it", () => {
  const start = madeUp(200, ARTICLE, "https://courier.example/");
  expect(judged(seen(ARTICLE, { url: "https://courier.example/" }), { host: start }).reason).toBe("ok");
  const insecure = { url: "http://courier.example/", finalUrl: "https://courier.example/" };
  const redirected = [hopOf(insecure.url, 301), hopOf(insecure.finalUrl, 200)];
  expect(judged(seen(ARTICLE, { ...insecure, hops: redirected }), { host: start }).reason).toBe("moved_permanently");
  const led = {
    finalUrl: "https://courier.example/",
    hops: [hopOf(PAGE_URL, 302), hopOf("https://courier.example/", 200)],
  };
  expect(judged(seen(ARTICLE, led), { host: start })).toMatchObject({ reason: "soft_404", similarity: 1 });
  expect(judged(seen(OTHER, { ...led, body: null, method: "HEAD" }), { host: start }).reason).toBe("soft_404");
});

test("a place to sign in to which all addresses lead is a wall, though it shows no form that we know", () => {
  const door = "https://login.courier.example/sso";
  const hops = [hopOf(PAGE_URL, 302), hopOf(door, 200)];
  const page = `<title>Welcome</title>${prose(6, 40)}<script src="/form.js"></script>`;
  expect(judged(seen(page, { hops, finalUrl: door }), { host: madeUp(200, page, door) })).toMatchObject({
    ...{ verdict: "blocked", reason: "login_required" },
  });
});

test("an application that is the same at every address is valid and in doubt", () => {
  const shell = '<html><title>Viewer</title><body><div id="root"></div><script src="/a.js"></script></body></html>';
  expect(judged(seen(shell), { host: madeUp(200, shell) })).toMatchObject({
    ...{ verdict: "valid", reason: "app_shell", confidence: "low" },
  });
  expect(judged(seen("<p>Sorry, not here</p>"), { host: madeUp(200, "<p>Sorry, not here</p>") }).reason).toBe(
    "soft_404",
  );
});

test("words never decide alone: a page that speaks of names for sale, removed pages and 404 stays valid", () => {
  const words = `<h1>404: this domain may be for sale</h1> Related searches. Buy this domain. The page has been removed. ${prose(4, 50)}`;
  for (const host of [UNKNOWN_HOST, SOFT, HONEST]) expect(judged(seen(words), { host }).verdict).toBe("valid");
  expect(judged(seen(words), { history: lastGood(words) }).reason).toBe("ok");
});

test("a parked name needs its marks and a comparison", () => {
  const parked = `<title>courier.example</title><h1>This domain is for sale</h1> Related searches ${prose(5, 40)}`;
  expect(judged(seen(parked), { host: madeUp(200, parked) }).reason).toBe("parked");
  expect(judged(seen(parked), { history: lastGood(ARTICLE) })).toMatchObject({ verdict: "failing", reason: "parked" });
  expect(judged(seen(parked)).reason).toBe("ok");
});

test("a page with little of what it was is valid and drifted; with its title it is not", () => {
  const drifted = judged(seen(STRANGER), { history: lastGood(ARTICLE) });
  expect(drifted).toMatchObject({ verdict: "valid", reason: "drifted", confidence: "low", isGoodBody: false });
  expect(drifted.similarity).toBeLessThan(0.15);
  const front = (seed: number) => `<title>Harwick Courier</title>${prose(seed, 300)}`;
  expect(judged(seen(front(1)), { history: lastGood(front(2)) }).reason).toBe("ok");
});

test("an answer without a body takes no remark back", () => {
  const history = lastGood(ARTICLE, { reason: "drifted" });
  const unchanged = factsOf(304, { body: null, sentValidators: { etag: '"a"', lastModified: null } });
  expect(judged(unchanged, { history })).toMatchObject({ reason: "drifted", confidence: "low" });
  expect(judged(seen(ARTICLE), { history }).reason).toBe("ok");
});

test("a code that the host's rule accepts is valid with high confidence, and only a page is kept as a good one", () => {
  const host = { ...SOFT, acceptedCodes: [200, 403] };
  expect(judged(factsOf(403), { host })).toMatchObject({ reason: "accepted", confidence: "high", isGoodBody: false });
  expect(judged(seen(ERROR_PAGE), { host })).toMatchObject({ verdict: "valid", reason: "accepted", isGoodBody: true });
});

test("a probe that was put off changes nothing", () => {
  const history = lastGood(ARTICLE, { verdict: "failing", failureStreak: 2, firstFailureAt: NOW, verdictSince: NOW });
  const error = { reason: "put_off", phase: "connect", message: "" } as const;
  const result = judged(factsOf(null, { error, putOffUntil: hoursLater(2) }), { history, now: hoursLater(1) });
  expect(result).toMatchObject({ verdict: "failing", failureStreak: 2, firstFailureAt: NOW, verdictSince: NOW });
  expect(result.nextCheckAt).toEqual(hoursLater(2));
});

test("a verdict's beginning stays while it lasts", () => {
  const failing = lastGood(ARTICLE, {
    verdict: "failing",
    verdictSince: hoursLater(-9),
    failureStreak: 1,
    firstFailureAt: hoursLater(-9),
  });
  expect(judged(factsOf(404), { history: failing }).verdictSince).toEqual(hoursLater(-9));
  expect(judged(factsOf(200), { history: failing }).verdictSince).toEqual(NOW);
});

test("time makes a broken resource's verdict surer", () => {
  const history = { ...UNTOUCHED, verdict: "failing", failureStreak: 2, firstFailureAt: hoursLater(-30) } as const;
  const reset = { reason: "reset", phase: "headers", message: "" } as const;
  expect(judged(factsOf(null, { error: reset })).confidence).toBe("low");
  expect(judged(factsOf(null, { error: reset }), { history })).toMatchObject({
    verdict: "broken",
    confidence: "medium",
  });
  expect(judged(factsOf(500), { history }).confidence).toBe("high");
});

test("who is turned away for a while comes back when it was told to, later if it lasts, and never sooner than asked", () => {
  const busy = (hours: number | null) => factsOf(429, { retryAfterAt: hours === null ? null : hoursLater(hours) });
  const waits = (facts: ProbeFacts, history: Partial<CheckHistory> = {}) =>
    (judged(facts, { history: { ...UNTOUCHED, ...history } }).nextCheckAt.getTime() - NOW.getTime()) / HOUR_MS;
  const since = (hours: number) => ({ verdict: "blocked", verdictSince: hoursLater(-hours) }) as const;
  expect(waits(busy(1 / 30))).toBeCloseTo(1 / 30);
  expect(waits(busy(1 / 3_600))).toBeCloseTo(1 / 60);
  expect(waits(busy(null))).toBe(1);
  expect(waits(busy(1 / 30), since(3))).toBeCloseTo(3);
  expect(waits(busy(null), since(5_000))).toBe(168);
  expect(waits(busy(1_000))).toBeCloseTo(1_000);
  expect(waits(factsOf(403))).toBe(168);
});

test("a host's made-up answer survives its storage, and nonsense is none", () => {
  const { madeUpAnswer } = SOFT;
  const stored: unknown = JSON.parse(JSON.stringify(storeMadeUpAnswer(madeUpAnswer as MadeUpAnswer)));
  expect(parseMadeUpAnswer(stored)).toEqual(madeUpAnswer);
  for (const nonsense of [null, {}, { status: "x" }, "text"]) expect(parseMadeUpAnswer(nonsense)).toBeNull();
});

/* Whatever happens. */

const NETWORK: NetworkReason[] = ["dns", "refused", "timeout_headers", "reset", "tls_expired", "invalid_response"];
const PAGES = [ARTICLE, OTHER, ERROR_PAGE, STRANGER, "", "<p>x</p>"];
const HOSTS = [UNKNOWN_HOST, SOFT, HONEST, { madeUpAnswer: null, acceptedCodes: [404] }];
const BODIES = PAGES.map((page) => bodyOf(page));

const anyFacts: fc.Arbitrary<ProbeFacts> = fc.oneof(
  fc
    .record({
      status: fc.integer({ min: 1, max: 999 }),
      page: fc.nat(BODIES.length),
      isKnown: fc.boolean(),
      wait: fc.nat(1e6),
    })
    .map(({ status, page, isKnown, wait }) =>
      factsOf(status, {
        url: PAGE_URL,
        body: BODIES[page] ?? null,
        sentValidators: isKnown ? { etag: '"a"', lastModified: null } : null,
        retryAfterAt: status === 429 ? new Date(NOW.getTime() + wait * 1_000) : null,
      }),
    ),
  fc
    .constantFrom<NetworkReason>(...NETWORK, "private_address")
    .map((reason) => factsOf(null, { url: PAGE_URL, error: { reason, phase: "connect", message: "" } })),
);
/** Statuses that decide, more often than chance would bring them. */
const likelyFacts = fc.oneof(
  anyFacts,
  fc.constantFrom(200, 404, 403, 429, 500).map((status) => factsOf(status, { url: PAGE_URL, body: BODIES[0] ?? null })),
);
const aCheck = fc.record({
  facts: likelyFacts,
  hours: fc.double({ min: 0.01, max: 60, noNaN: true }),
  host: fc.constantFrom(...HOSTS),
});

/** The judgements of checks one after the other, each with the facts and the time. */
function course(checks: readonly { facts: ProbeFacts; hours: number; host: HostKnowledge }[]) {
  let history: CheckHistory = UNTOUCHED;
  let now = NOW;
  return checks.map(({ facts, hours, host }) => {
    now = hoursLater(hours, now);
    const judgement = judge({ facts, history, host, rules: RULES, now });
    const before = history;
    const kept = judgement.isGoodBody ? facts.body : null;
    history = {
      ...judgement,
      bodyHash: kept?.sha256 ?? before.bodyHash,
      bodySketch: kept?.sketch ?? before.bodySketch,
    };
    return { facts, now, before, judgement };
  });
}

const manyChecks = fc.array(aCheck, { minLength: 1, maxLength: 30 });

test("whatever happens: blocked never becomes broken by being blocked, and leaves streak and first failure as they were", () => {
  fc.assert(
    fc.property(manyChecks, (checks) => {
      for (const { judgement, before, facts } of course(checks)) {
        if (judgement.verdict !== "blocked") continue;
        expect(facts.error).toBeNull();
        expect(judgement.failureStreak).toBe(before.failureStreak);
        expect(judgement.firstFailureAt).toEqual(before.firstFailureAt);
        expect(judgement.lastSuccessAt).toEqual(before.lastSuccessAt);
      }
    }),
  );
  const refused = fc.array(fc.constantFrom(401, 402, 403, 408, 429, 503, 999, 700), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(refused, (statuses) => {
      const checks = statuses.map((status) => ({ facts: factsOf(status), hours: 50, host: UNKNOWN_HOST }));
      for (const { judgement } of course(checks)) expect(judgement.verdict).toBe("blocked");
    }),
  );
});

test("whatever happens: broken only after three failures since the last success, that span a day", () => {
  fc.assert(
    fc.property(manyChecks, (checks) => {
      let failures: Date[] = [];
      for (const { judgement, now, before } of course(checks)) {
        if (judgement.verdict === "valid") failures = [];
        else if (judgement.failureStreak > before.failureStreak) failures.push(now);
        expect(judgement.failureStreak).toBe(failures.length);
        if (judgement.verdict !== "broken") continue;
        expect(failures.length).toBeGreaterThanOrEqual(3);
        expect(now.getTime() - (failures[0]?.getTime() ?? Number.NaN)).toBeGreaterThanOrEqual(24 * HOUR_MS);
      }
    }),
  );
});

test("whatever happens: one success clears the streak, and the next failure counts from one", () => {
  fc.assert(
    fc.property(manyChecks, (checks) => {
      const good = { facts: factsOf(200, { url: PAGE_URL, body: BODIES[0] ?? null }), hours: 1, host: UNKNOWN_HOST };
      const bad = { facts: factsOf(404), hours: 1, host: UNKNOWN_HOST };
      const [cleared, next] = course([...checks, good, bad]).slice(-2);
      expect(cleared?.judgement).toMatchObject({ verdict: "valid", failureStreak: 0, firstFailureAt: null });
      expect(cleared?.judgement.lastSuccessAt).toEqual(cleared?.now);
      expect(next?.judgement).toMatchObject({ verdict: "failing", failureStreak: 1, firstFailureAt: next?.now });
    }),
  );
});

test("whatever happens: each judgement is whole, and the next check lies ahead", () => {
  fc.assert(
    fc.property(manyChecks, (checks) => {
      for (const { judgement, now, facts } of course(checks)) {
        expect(VERDICTS).toContain(judgement.verdict);
        expect(REASONS).toContain(judgement.reason);
        expect(CONFIDENCES).toContain(judgement.confidence);
        const waitMs = judgement.nextCheckAt.getTime() - now.getTime();
        expect(waitMs).toBeGreaterThanOrEqual(59_999);
        if (!facts.retryAfterAt) expect(waitMs).toBeLessThanOrEqual(7 * 24 * HOUR_MS);
        expect(judgement.verdictSince.getTime()).toBeLessThanOrEqual(now.getTime());
        if (judgement.similarity !== null) expect(judgement.similarity).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});
