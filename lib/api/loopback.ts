/**
 * Whether a request surely comes from this machine: this process listens on loopback only, and nobody but the caller itself stands in
 * `X-Forwarded-For` (Next writes the caller's address there unless a proxy did; a proxy would add another).
 */
export function isFromLoopback(headers: Headers, listeningHost: string): boolean {
  return isLoopbackHost(listeningHost) && isLoopbackHost(headers.get("x-forwarded-for")?.trim() ?? "");
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\]|::ffff:127(\.\d{1,3}){3})$/i.test(host);
}
