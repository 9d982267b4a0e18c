/*
 * Where a redirect leads: as it is followed, and as it may be kept and shown. Pure; browser-safe.
 */

/** Longer addresses than this need not be understood by anybody (RFC 9110, 4.1 asks for 8,000 octets). */
export const MAX_LOCATION = 8_000;

/** Of an address that is kept with the evidence: enough to see where it leads. */
const MAX_KEPT = 1_000;

/** As it may be kept: without what would sign somebody in (`user:password@`), and cut. */
export function keptLocation(location: string): string {
  const plain = withoutUserinfo(location);
  return plain.length <= MAX_KEPT ? plain : `${[...plain.slice(0, MAX_KEPT)].slice(0, -1).join("")}…`;
}

/** An address, whole or beginning with its host, or what was meant to be one, without user and password. */
export function withoutUserinfo(address: string): string {
  return address.replace(/^(\s*(?:[a-z][a-z\d+.-]*:[/\\]*|[/\\]{2,}))[^/\\?#]*@/i, "$1");
}
