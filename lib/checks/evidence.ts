import { z } from "zod";
import type { ProbeFacts, Validators } from "@/lib/remotes/probe-facts";

/*
 * What is kept of a probe with each check: enough to explain the verdict to a person, and to ask the host next time whether
 * anything changed. Browser-safe. Milliseconds are whole.
 */

const ms = z.number().int().min(0);

export const EvidenceSchema = z.object({
  /** Grows when fields change their meaning. */
  version: z.literal(1),
  /** Whose answer counts, and what HEAD said before GET was tried. */
  method: z.enum(["HEAD", "GET"]).nullable(),
  headStatus: z.number().int().nullable(),
  requestedUrl: z.string(),
  hops: z.array(
    z.object({ url: z.string(), status: z.number().int(), durationMs: ms, address: z.string().nullable() }),
  ),
  /** Headers of the final answer that explain the verdict, by lower-case name. */
  headers: z.record(z.string(), z.string()),
  tls: z.object({ protocol: z.string(), subject: z.string(), issuer: z.string(), validTo: z.string() }).nullable(),
  timing: z.object({ totalMs: ms, connectMs: ms.nullable(), headersMs: ms.nullable(), bodyMs: ms.nullable() }),
  body: z
    .object({
      bytes: z.number().int(),
      decodedBytes: z.number().int(),
      sha256: z.string(),
      isTruncated: z.boolean(),
      isHtml: z.boolean(),
      title: z.string(),
    })
    .nullable(),
  error: z.object({ reason: z.string(), phase: z.string(), message: z.string() }).nullable(),
  /** Of a valid answer; sent with the next check. */
  validators: z.object({ etag: z.string().nullable(), lastModified: z.string().nullable() }).nullable(),
});

export type Evidence = z.infer<typeof EvidenceSchema>;

/** The evidence of a probe. `sent` are the validators that it asked with: a 304 keeps them. */
export function evidenceOf(facts: ProbeFacts, isValid: boolean, sent: Validators | null): Evidence {
  const { body } = facts;
  return {
    version: 1,
    method: facts.method,
    headStatus: facts.headStatus,
    requestedUrl: facts.url,
    hops: facts.hops,
    headers: facts.headers,
    tls: facts.tls,
    timing: facts.timing,
    body: body && {
      bytes: body.bytes,
      decodedBytes: body.decodedBytes,
      sha256: body.sha256,
      isTruncated: body.isTruncated,
      isHtml: body.isHtml,
      title: body.title,
    },
    error: facts.error,
    // Those of an error page would make the error look unchanged, and so fine, the next time.
    validators: isValid ? nextValidators(facts, sent) : null,
  };
}

function nextValidators({ headers, status }: ProbeFacts, sent: Validators | null): Validators | null {
  const given = { etag: headers.etag ?? null, lastModified: headers["last-modified"] ?? null };
  if (status === 304)
    return { etag: given.etag ?? sent?.etag ?? null, lastModified: given.lastModified ?? sent?.lastModified ?? null };
  return given.etag === null && given.lastModified === null ? null : given;
}

/** Evidence as stored, or null if a version wrote it that this one can't read. */
export function parseEvidence(stored: unknown): Evidence | null {
  const parsed = EvidenceSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}
