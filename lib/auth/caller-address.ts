import { env } from "@/lib/env";

/*
 * Headers that bin/prepare-web-process.mjs writes and no caller can: the address of the socket, and X-Forwarded-For as it came.
 */
export const ADDRESS_HEADER = "x-holdfast-address";
const FORWARDED_HEADER = "x-holdfast-forwarded";

/**
 * Who calls, as an IP address; "unknown" without one. Behind a proxy that the operator trusts (TRUST_PROXY) it is the last address of
 * X-Forwarded-For, which the proxy wrote; those before it are anybody's claim, and without such a proxy all of them are.
 */
export function callerAddress(headers: Headers, isProxyTrusted = env().TRUST_PROXY): string {
  const forwarded = isProxyTrusted ? headers.get(FORWARDED_HEADER)?.split(",").at(-1)?.trim() : undefined;
  return plain(forwarded || headers.get(ADDRESS_HEADER)) || "unknown";
}

/**
 * Whether a request surely comes from this machine: this process listens on loopback only, the socket is of this machine, and no proxy
 * stands between, as one would write X-Forwarded-For.
 */
export function isFromLoopback(headers: Headers, listeningHost: string): boolean {
  if (headers.has(FORWARDED_HEADER)) return false;
  return isLoopbackHost(listeningHost) && isLoopbackHost(callerAddress(headers, false));
}

/** Sockets that listen on IPv6 show IPv4 callers as `::ffff:192.0.2.1`. */
function plain(address: string | null): string {
  return (address ?? "").replace(/^::ffff:(?=\d+\.)/i, "");
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}
