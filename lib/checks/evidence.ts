import { z } from "zod";
import type { ProbeFacts, Validators } from "@/lib/remotes/probe-facts";
import { keptLocation } from "@/lib/remotes/probe-location";
import type { HostKnowledge, Judgement } from "./judge";

/*
 * What is kept of a probe with each check: enough for a person to judge the verdict in ten seconds, and to ask the host next time whether
 * anything changed. Browser-safe. Milliseconds are whole.
 */

const ms = z.number().int().min(0);
const share = z.number().min(0).max(1);

export const EvidenceSchema = z.object({
  /** Grows when fields change their meaning. Version 1 had no request headers, comparison or service, and `connectMs` held TLS too. */
  version: z.literal(2),
  /** Whose answer counts, and what HEAD said before GET was tried. */
  method: z.enum(["HEAD", "GET"]).nullable(),
  headStatus: z.number().int().nullable(),
  requestedUrl: z.string(),
  /** Those that differ from check to check: who we said we are, and the version we said we know. Empty in what version 1 wrote. */
  requestHeaders: z.record(z.string(), z.string()),
  hops: z.array(
    z.object({
      url: z.string(),
      method: z.enum(["HEAD", "GET"]).nullable(),
      status: z.number().int(),
      durationMs: ms,
      address: z.string().nullable(),
    }),
  ),
  /** Headers of the final answer that explain the verdict, by lower-case name. */
  headers: z.record(z.string(), z.string()),
  /** ISO 8601: when the host allows to come back; null if it named no time. */
  retryAfterAt: z.string().nullable(),
  tls: z
    .object({
      protocol: z.string(),
      subject: z.string(),
      issuer: z.string(),
      validTo: z.string(),
      /** Why the certificate is not to be trusted, as Node names it; null if it is, or if the check did not come that far. */
      problem: z.string().nullable(),
    })
    .nullable(),
  timing: z.object({
    totalMs: ms,
    dnsMs: ms.nullable(),
    connectMs: ms.nullable(),
    tlsMs: ms.nullable(),
    headersMs: ms.nullable(),
    bodyMs: ms.nullable(),
  }),
  body: z
    .object({
      bytes: z.number().int(),
      decodedBytes: z.number().int(),
      sha256: z.string(),
      isTruncated: z.boolean(),
      isHtml: z.boolean(),
      title: z.string(),
      /** Of the visible text; null for what is no text. */
      words: z.number().int().nullable(),
    })
    .nullable(),
  /** How alike the page is to two others, 0 to 1, and what the host's answer to a made-up address was; null where there was nothing to compare. */
  comparison: z
    .object({
      likeLastGood: share.nullable(),
      likeMadeUp: share.nullable(),
      madeUp: z.object({ status: z.number().int(), finalUrl: z.string() }).nullable(),
    })
    .nullable(),
  /** The request of a map or data service that was answered in place of the address. */
  service: z.object({ type: z.string(), url: z.string() }).nullable(),
  error: z.object({ reason: z.string(), phase: z.string(), message: z.string() }).nullable(),
  /** Of a valid answer; sent with the next check. */
  validators: z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() }).nullable(),
});

export type Evidence = z.infer<typeof EvidenceSchema>;

const TOLD_HEADERS = ["user-agent", "if-none-match", "if-modified-since"] as const;

/** The evidence of a judged probe. Validators of an answer that was not good would let an error look unchanged the next time. */
export function evidenceOf(facts: ProbeFacts, judgement: Judgement, host: HostKnowledge): Evidence {
  const { body, timing } = facts;
  const { likeLastGood, likeMadeUp } = judgement;
  const madeUp = host.madeUpAnswer;
  const isCompared = likeLastGood !== null || likeMadeUp !== null || judgement.reason === "soft_404";
  return {
    version: 2,
    method: facts.method,
    headStatus: facts.headStatus,
    requestedUrl: facts.url,
    requestHeaders: toldHeaders(facts.requestHeaders),
    hops: facts.hops,
    headers: facts.headers,
    retryAfterAt: facts.retryAfterAt?.toISOString() ?? null,
    tls: facts.tls,
    timing,
    body: body && bodyFacts(body),
    comparison: isCompared
      ? { likeLastGood, likeMadeUp, madeUp: madeUp && { status: madeUp.status, finalUrl: madeUp.finalUrl } }
      : null,
    service: facts.service,
    error: facts.error,
    validators: nextValidators(facts, judgement),
  };
}

function toldHeaders(sent: Record<string, string>): Record<string, string> {
  const told: Record<string, string> = {};
  for (const name of TOLD_HEADERS) {
    const value = sent[name];
    if (value !== undefined) told[name] = value;
  }
  return told;
}

function bodyFacts({
  bytes,
  decodedBytes,
  sha256,
  isTruncated,
  isHtml,
  title,
  words,
}: NonNullable<ProbeFacts["body"]>) {
  return { bytes, decodedBytes, sha256, isTruncated, isHtml, title, words };
}

/**
 * What to send with the next check; null if nothing. Only what stands with a good answer, and a 304 keeps what was sent. A page that is
 * valid but in doubt has none, so that it is looked at anew.
 */
export function nextValidators(
  facts: ProbeFacts,
  { verdict, reason }: Pick<Judgement, "verdict" | "reason">,
): Validators | null {
  if (verdict !== "valid" || reason === "service_ok" || (facts.status ?? 0) >= 400) return null;
  const { headers, status, sentValidators: sent } = facts;
  const given = { etag: headers.etag ?? null, lastModified: headers["last-modified"] ?? null };
  if (status === 304)
    return { etag: given.etag ?? sent?.etag ?? null, lastModified: given.lastModified ?? sent?.lastModified ?? null };
  if (reason === "drifted" || reason === "same_for_all") return null;
  return given.etag === null && given.lastModified === null ? null : given;
}

/** Version 1, as this version reads it. */
const FirstEvidenceSchema = z
  .looseObject({ version: z.literal(1), hops: z.array(z.looseObject({})) })
  .transform(({ hops, ...old }) => ({
    ...{ requestHeaders: {}, retryAfterAt: null, comparison: null, service: null },
    ...old,
    version: 2,
    hops: hops.map((hop) => ({ method: null, ...hop })),
    tls: withField(old.tls, { problem: null }),
    timing: withField(old.timing, { dnsMs: null, tlsMs: null }),
    body: withField(old.body, { words: null }),
  }));

function withField(value: unknown, added: Record<string, null>): unknown {
  return typeof value === "object" && value !== null ? { ...added, ...value } : value;
}

/** Evidence as stored by any version, or null if a version wrote it that this one can't read. */
export function parseEvidence(stored: unknown): Evidence | null {
  const first = FirstEvidenceSchema.safeParse(stored);
  const parsed = EvidenceSchema.safeParse(first.success ? first.data : stored);
  if (!parsed.success) return null;
  const { headers } = parsed.data;
  // Older versions kept it as it came.
  return headers.location === undefined
    ? parsed.data
    : { ...parsed.data, headers: { ...headers, location: keptLocation(headers.location) } };
}
