import { expect, test } from "vitest";
import type { ProbeFacts } from "@/lib/remotes/probe-facts";
import { type Evidence, EvidenceSchema, evidenceOf, parseEvidence } from "./evidence";
import { bodyOf, factsOf, UNTOUCHED } from "./fixtures/facts";
import { type HostKnowledge, judge, UNKNOWN_HOST } from "./judge";

const NOW = new Date("2026-11-21T12:00:00Z");
const RULES = {
  ...{ intervalDays: 7, confirmFailures: 3, confirmSpanHours: 24, recheckHours: [1, 6, 24] },
  ...{ similarityAlike: 0.85, similarityDrift: 0.15 },
};

function evidence(facts: ProbeFacts, host: HostKnowledge = UNKNOWN_HOST): Evidence {
  return evidenceOf(facts, judge({ facts, history: UNTOUCHED, host, rules: RULES, now: NOW }), host);
}

test("what is stored can be read again, whatever the probe saw", () => {
  const error = { reason: "tls_expired", phase: "tls", message: "CERT_HAS_EXPIRED" } as const;
  const tls = { protocol: "TLSv1.3", subject: "a", issuer: "b", validTo: "c", problem: "CERT_HAS_EXPIRED" };
  for (const facts of [
    factsOf(200),
    factsOf(429, { retryAfterAt: NOW }),
    factsOf(null, { error, tls }),
    factsOf(400, { service: { type: "WMS 1.3.0", url: "https://example.org/" } }),
  ]) {
    const stored: unknown = JSON.parse(JSON.stringify(evidence(facts)));
    expect(parseEvidence(stored)).toEqual(evidence(facts));
  }
});

test("the page itself and its sketch are not stored", () => {
  expect(JSON.stringify(evidence(factsOf(200, { body: bodyOf("<p>secret words</p>") })))).not.toContain("secret");
});

test("the evidence says with what a page was compared", () => {
  const { sketch, sha256 } = bodyOf("<p>Nothing here</p>");
  const madeUpAnswer = { status: 200, sketch, bodyHash: sha256, finalUrl: "https://example.org/velsotu" };
  const facts = factsOf(200, { url: "https://example.org/a", body: bodyOf("<p>Nothing here</p>") });
  expect(evidence(facts, { madeUpAnswer, acceptedCodes: [] }).comparison).toEqual({
    ...{ likeLastGood: null, likeMadeUp: 1 },
    madeUp: { status: 200, finalUrl: "https://example.org/velsotu" },
  });
  expect(evidence(facts).comparison).toBeNull();
});

test("only a good answer's version is sent the next time, and a 304 keeps it", () => {
  const headers = { etag: '"v2"' };
  const sentValidators = { etag: '"v1"', lastModified: "Tue, 06 Oct 2026 08:00:00 GMT" };
  expect(evidence(factsOf(200, { headers })).validators).toEqual({ etag: '"v2"', lastModified: null });
  expect(evidence(factsOf(404, { headers })).validators).toBeNull();
  expect(evidence(factsOf(403, { headers }), { madeUpAnswer: null, acceptedCodes: [403] }).validators).toBeNull();
  expect(evidence(factsOf(304, { headers, body: null, sentValidators })).validators).toEqual({
    etag: '"v2"',
    lastModified: sentValidators.lastModified,
  });
  expect(evidence(factsOf(200)).validators).toBeNull();
});

test("what the first version wrote is read as if this one had", () => {
  const old = {
    ...{ version: 1, method: "GET", headStatus: 405, requestedUrl: "https://example.org/", headers: { server: "x" } },
    hops: [{ url: "https://example.org/", status: 200, durationMs: 12, address: null }],
    tls: { protocol: "TLSv1.3", subject: "a", issuer: "b", validTo: "c" },
    timing: { totalMs: 30, connectMs: 8, headersMs: 12, bodyMs: null },
    body: { bytes: 5, decodedBytes: 5, sha256: "ab", isTruncated: false, isHtml: true, title: "t" },
    ...{ error: null, validators: { etag: '"v1"', lastModified: null } },
  };
  const read = parseEvidence(old);
  expect(EvidenceSchema.safeParse(read).success).toBe(true);
  expect(read).toMatchObject({ headStatus: 405, timing: { connectMs: 8, dnsMs: null }, body: { words: null } });
  expect(parseEvidence({ ...old, tls: null, body: null })).toMatchObject({ tls: null, body: null });
});

test("what no version wrote is null", () => {
  for (const stored of [null, {}, { version: 3 }, { version: 1, hops: "none" }, "text"])
    expect(parseEvidence(stored)).toBeNull();
});
