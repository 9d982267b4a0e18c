/*
 * What a probe saw. Facts only: what they mean is lib/checks/judge.ts.
 */

/** Why no usable HTTP answer came. The codes are reasons of lib/resources/verdict.ts. */
export type NetworkReason =
  | "dns"
  | "refused"
  | "no_route"
  | "timeout_dns"
  | "timeout_connect"
  | "timeout_tls"
  | "timeout_headers"
  | "timeout_body"
  | "reset"
  | "tls_expired"
  | "tls_not_yet_valid"
  | "tls_name"
  | "tls_chain"
  | "tls_self_signed"
  | "tls_failed"
  | "too_many_redirects"
  | "invalid_response"
  | "private_address"
  | "put_off";

/** How far the exchange had come when it failed. */
export type ProbePhase = "dns" | "connect" | "tls" | "headers" | "body" | "redirect";

export type ProbeError = {
  reason: NetworkReason;
  phase: ProbePhase;
  /** The library's own words, cleaned and cut; for the evidence, not for people. */
  message: string;
};

export type ProbeHop = {
  url: string;
  method: "HEAD" | "GET";
  status: number;
  /** From the request to the answer's headers, connection included. */
  durationMs: number;
  /** The IP address that answered; null if unknown. */
  address: string | null;
};

export type ProbeTls = {
  protocol: string;
  subject: string;
  issuer: string;
  validTo: string;
  /** Why the certificate was not trusted, as Node names it (`CERT_HAS_EXPIRED`); null if it was. Only set where verification is off. */
  problem: string | null;
};

export type ProbeBody = {
  /** As they came over the wire. */
  bytes: number;
  /** After decompression; what `sha256` was made of. */
  decodedBytes: number;
  /** Hex. Of the part that was read, if `isTruncated`. */
  sha256: string;
  /** The body went on after our limit or time, or broke off. */
  isTruncated: boolean;
  isHtml: boolean;
  /** `<title>` of an HTML page, blanks folded; "" if none. */
  title: string;
  /** The first 16 kB as text, for recognising error pages; "" if it is no text. Not stored whole. */
  sample: string;
  /** What the page says, in 128 bytes, to compare with other pages (probe-sketch.ts); null for what is no text or too short. */
  sketch: Uint8Array<ArrayBuffer> | null;
  /** Words of the visible text; null for what is no text. */
  words: number | null;
};

/** A web service (OGC) that answers a well-known request though the address itself gave an error. */
export type ProbeService = { type: string; url: string };

/** A host that asked us to come less often: 429, or 503 with Retry-After. */
export type Refusal = {
  /** host[:port]: the one that said so, which need not be the one asked first. */
  host: string;
  /** Until when; null if it named no time. Never capped. */
  retryAfterAt: Date | null;
};

export type ProbeFacts = {
  /** The address asked first. */
  url: string;
  /** The address whose answer or failure counts: the last hop. */
  finalUrl: string;
  /** Whose answer counts. */
  method: "HEAD" | "GET";
  /** What HEAD answered before GET was tried; null if there was no HEAD, or no answer to it. */
  headStatus: number | null;
  /** HEAD was refused or answered wrongly and GET gave the page: this host is better asked by GET. */
  headWasOdd: boolean;
  /** As sent with the first request. */
  requestHeaders: Record<string, string>;
  /** The versions we said we know; null if none, and then a 304 means nothing. */
  sentValidators: Validators | null;
  /** In order; the last is the final answer unless `error` is set. */
  hops: ProbeHop[];
  /** Of the final answer; null without one. */
  status: number | null;
  /** Headers of the final answer that say something, by lower-case name. */
  headers: Record<string, string>;
  /** When the host asked to be left alone until; null if it did not, or gave no time. Never capped. */
  retryAfterAt: Date | null;
  /** Of the answer that counts, or of a service's well-known request; null if nobody refused. */
  refusal: Refusal | null;
  tls: ProbeTls | null;
  timing: {
    totalMs: number;
    /** Of the final hop's connection; null when an open one was used. `dnsMs` and `tlsMs` are null where there was neither. */
    dnsMs: number | null;
    connectMs: number | null;
    tlsMs: number | null;
    /** From the request, sent, to the final answer's headers. */
    headersMs: number | null;
    bodyMs: number | null;
  };
  /** null after HEAD, 304, or without an answer. */
  body: ProbeBody | null;
  /** The well-known request that was answered in place of the address; null if none was tried or none helped. */
  service: ProbeService | null;
  error: ProbeError | null;
  /** With the error `put_off`: when the host may be asked. The probe is no check then, and nothing is to be recorded. */
  putOffUntil: Date | null;
};

export type ProbeLimits = {
  connectTimeoutMs: number;
  headersTimeoutMs: number;
  /** For the whole body. */
  bodyTimeoutMs: number;
  maxBodyBytes: number;
  /** Of the body's start kept as text; 16 kB if absent. */
  sampleBytes?: number;
};

/** What the last answer said of its version; sent back so that the host may answer 304. */
export type Validators = { etag: string | null; lastModified: string | null };
