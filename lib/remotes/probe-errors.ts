import type { NetworkReason, ProbeError, ProbePhase, ProbeTls } from "./probe-facts";
import { cleanText } from "./probe-text";

/** Thrown while connecting: each address of the host is one that checks may not reach. */
export class PrivateAddressError extends Error {
  readonly code = "HOLDFAST_PRIVATE_ADDRESS";

  constructor(hostname: string, addresses: readonly string[]) {
    const others = addresses.filter((address) => address !== hostname.replace(/^\[|\]$/g, ""));
    const place = "a private network, which checks do not ask";
    super(
      others.length === 0 ? `${hostname} is in ${place}` : `${hostname} leads to ${others.join(", ")}, in ${place}`,
    );
    this.name = "PrivateAddressError";
  }
}

/** Thrown while connecting: browsers would refuse this certificate. The code is Node's name of the reason. */
export class CertificateError extends Error {
  readonly code: string;

  constructor({ problem, subject, issuer, validTo }: ProbeTls) {
    super(`the certificate is for ${subject || "nobody"}, by ${issuer || "nobody"}, until ${validTo}`);
    this.code = problem ?? "CERT_REJECTED";
    this.name = "CertificateError";
  }
}

/**
 * Codes of Node's system errors, of OpenSSL as Node names it, and of undici.
 * Sources: nodejs.org/api/errors.html, nodejs.org/api/tls.html#x509-certificate-error-codes, undici/types/errors.d.ts.
 */
const REASON_OF_CODE: Readonly<Record<string, NetworkReason | "timeout">> = {
  HOLDFAST_PRIVATE_ADDRESS: "private_address",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  EAI_NONAME: "dns",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "no_route",
  ENETUNREACH: "no_route",
  EHOSTDOWN: "no_route",
  ENETDOWN: "no_route",
  EADDRNOTAVAIL: "no_route",
  EINVAL: "no_route",
  EACCES: "no_route",
  EPERM: "no_route",
  ETIMEDOUT: "timeout",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  UND_ERR_SOCKET: "reset",
  UND_ERR_HEADERS_OVERFLOW: "invalid_response",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "invalid_response",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "invalid_response",
  CERT_HAS_EXPIRED: "tls_expired",
  CERT_NOT_YET_VALID: "tls_not_yet_valid",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls_name",
  HOSTNAME_MISMATCH: "tls_name",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls_self_signed",
  SELF_SIGNED_CERT_IN_CHAIN: "tls_chain",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls_chain",
  UNABLE_TO_GET_ISSUER_CERT: "tls_chain",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls_chain",
  CERT_UNTRUSTED: "tls_chain",
  INVALID_CA: "tls_chain",
  EPROTO: "tls_failed",
};

/** What a failed request means. An error that has no code we know is an unreadable answer, with its words kept. */
export function networkError(error: unknown, phase: ProbePhase): ProbeError {
  const { code, message } = described(error);
  // A connection cut during the handshake is a refusal to encrypt, not a page that broke off.
  const known = reasonOf(code);
  const found = phase === "tls" && (known === "reset" || known === "invalid_response") ? "tls_failed" : known;
  const reason = found === "timeout" ? timeoutReason(phase) : found;
  return { reason, phase, message: cleanText(code && !isOurs(code) ? `${code}: ${message}` : message, 300) };
}

/** A code of {@link PrivateAddressError}, which says it all in words. */
function isOurs(code: string): boolean {
  return code.startsWith("HOLDFAST_");
}

/** Time was over, and in which phase. */
export function timeoutReason(phase: ProbePhase): NetworkReason {
  return phase === "redirect" ? "timeout_headers" : `timeout_${phase}`;
}

function reasonOf(code: string): NetworkReason | "timeout" {
  const known = REASON_OF_CODE[code];
  if (known) return known;
  if (code.startsWith("ERR_SSL") || code.startsWith("ERR_TLS") || code.startsWith("CERT_")) return "tls_failed";
  return "invalid_response";
}

/** Attempts at several addresses fail as one AggregateError; its first error tells the most. */
function described(error: unknown): { code: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return described(error.errors[0]);
  if (!(error instanceof Error)) return { code: "", message: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "" && error.cause instanceof Error) return described(error.cause);
  return { code, message: error.message };
}
