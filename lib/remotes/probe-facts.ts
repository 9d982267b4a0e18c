/*
 * What a probe saw. Facts only: what they mean is lib/checks/classify-response.ts.
 */

/** Why no usable HTTP answer came. The codes are reasons of lib/resources/verdict.ts. */
export type NetworkReason =
  | "dns"
  | "refused"
  | "no_route"
  | "timeout"
  | "reset"
  | "tls_expired"
  | "tls_name"
  | "tls_chain"
  | "tls_self_signed"
  | "tls_failed"
  | "too_many_redirects"
  | "invalid_response"
  | "private_address";

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
  status: number;
  /** From the request to the answer's headers, connection included. */
  durationMs: number;
  /** The IP address that answered; null if unknown. */
  address: string | null;
};

export type ProbeTls = { protocol: string; subject: string; issuer: string; validTo: string };

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
  /** In order; the last is the final answer unless `error` is set. */
  hops: ProbeHop[];
  /** Of the final answer; null without one. */
  status: number | null;
  /** Headers of the final answer that say something, by lower-case name. */
  headers: Record<string, string>;
  tls: ProbeTls | null;
  timing: {
    totalMs: number;
    /** Of the final hop's connection; null when an open one was used. */
    connectMs: number | null;
    headersMs: number | null;
    bodyMs: number | null;
  };
  /** null after HEAD, 304, or without an answer. */
  body: ProbeBody | null;
  error: ProbeError | null;
};

export type ProbeLimits = {
  connectTimeoutMs: number;
  headersTimeoutMs: number;
  /** For the whole body. */
  bodyTimeoutMs: number;
  maxBodyBytes: number;
};

/** What the last answer said of its version; sent back so that the host may answer 304. */
export type Validators = { etag: string | null; lastModified: string | null };
