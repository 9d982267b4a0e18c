import { isIP } from "node:net";
import ip from "ipaddr.js";

/**
 * Networks whose addresses sit inside other addresses: the inner IPv4 address decides. NAT64 (RFC 6052), 6to4 (RFC 3056).
 * `ipaddr.js` unwraps IPv4-mapped addresses itself.
 */
const NAT64 = ip.parseCIDR("64:ff9b::/96");
const SIX_TO_FOUR = ip.parseCIDR("2002::/16");

/** Global unicast of IPv6 (RFC 4291); what lies outside is not routed on the internet. */
const GLOBAL_IPV6 = ip.parseCIDR("2000::/3");

/** IETF protocol assignments: `ipaddr.js` counts parts of it as unicast. Source: IANA's special-purpose address registry, 2026. */
const PROTOCOL_ASSIGNMENTS = ip.parseCIDR("2001::/23");

/**
 * Whether this IP address, without brackets, is one of the public internet. False for every loopback, private, link-local,
 * carrier-grade NAT, documentation, multicast and reserved range, for addresses that carry one, and for what is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ip.isValid(address) || address.includes("%")) return false;
  const parsed = ip.process(address);
  const inner = innerAddress(parsed);
  if (inner) return isPublicAddress(inner);
  if (parsed.kind() === "ipv6" && !parsed.match(GLOBAL_IPV6)) return false;
  if (parsed.kind() === "ipv6" && parsed.match(PROTOCOL_ASSIGNMENTS)) return false;
  return parsed.range() === "unicast";
}

/** The IPv4 address within a NAT64 or 6to4 address, else null. */
function innerAddress(address: ReturnType<typeof ip.process>): string | null {
  if (address.kind() !== "ipv6") return null;
  const bytes = address.toByteArray();
  if (address.match(NAT64)) return bytes.slice(12, 16).join(".");
  if (address.match(SIX_TO_FOUR)) return bytes.slice(2, 6).join(".");
  return null;
}

/** An IP address, with or without the brackets that IPv6 has in URLs, as the bare address; null for a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.startsWith("[") && hostname.endsWith("]") ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? null : bare;
}

/** `localhost` and the names below it mean this machine and are never asked of DNS (RFC 6761, 6.3). */
export function isLocalhostName(hostname: string): boolean {
  return /(^|\.)localhost\.?$/i.test(hostname);
}

/** Names that only ever mean something inside a network: RFC 6761, 6762, 8375, ICANN's `.internal`, and names without a dot. */
export function isPrivateName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, "");
  return !name.includes(".") || /(^|\.)(localhost|local|internal|home\.arpa|localdomain)$/.test(name);
}

/** What `ALLOWED_PRIVATE_HOSTS` says. Make it with {@link parseAllowedHosts}. */
export type AllowedHosts = readonly AllowedHost[];

type AllowedHost =
  | { kind: "name"; name: string; hasSubdomainsOnly: boolean; port: number | null }
  | { kind: "range"; range: ReturnType<typeof ip.parseCIDR>; port: number | null };

/** No private host may be reached. */
export const NO_PRIVATE_HOSTS: AllowedHosts = [];

/**
 * Reads `host`, `host:port`, `.suffix`, `.suffix:port`, an address with or without port (IPv6 in brackets if with), or a CIDR
 * range, by comma. Throws an Error with one sentence that names the first entry it can't read.
 */
export function parseAllowedHosts(text: string): AllowedHosts {
  return text
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== "")
    .map(parseAllowedHost);
}

function parseAllowedHost(entry: string): AllowedHost {
  if (ip.isValidCIDR(entry)) return { kind: "range", range: ip.parseCIDR(entry), port: null };
  if (ip.IPv6.isValid(entry)) return { kind: "range", range: singleAddress(entry), port: null };
  const [, host = "", digits] = /^(\[[^\]]+\]|[^:[\]/]+)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (port === null || (port > 0 && port < 65_536)) {
    const address = literalAddress(host);
    if (address) return { kind: "range", range: singleAddress(address), port };
    if (/^\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host))
      return { kind: "name", name: host, hasSubdomainsOnly: host.startsWith("."), port };
  }
  throw new Error(`ALLOWED_PRIVATE_HOSTS: "${entry}" is neither a host, host:port, .suffix nor an address range.`);
}

function singleAddress(address: string): ReturnType<typeof ip.parseCIDR> {
  const parsed = ip.process(address);
  return [parsed, parsed.kind() === "ipv4" ? 32 : 128];
}

/** Whether the operator allowed this host by name. Says nothing about addresses. */
export function isAllowedName(allowed: AllowedHosts, hostname: string, port: number): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, "");
  return allowed.some(
    (entry) =>
      entry.kind === "name" &&
      (entry.port === null || entry.port === port) &&
      (entry.hasSubdomainsOnly ? name.endsWith(entry.name) : name === entry.name),
  );
}

/** Whether a connection to this address may be made: it is public, or the operator allowed the host's name or the address. */
export function mayConnect(
  allowed: AllowedHosts,
  target: { hostname: string; address: string; port: number },
): boolean {
  if (isPublicAddress(target.address) || isAllowedName(allowed, target.hostname, target.port)) return true;
  if (!ip.isValid(target.address)) return false;
  const address = ip.process(target.address);
  return allowed.some(
    (entry) =>
      entry.kind === "range" &&
      (entry.port === null || entry.port === target.port) &&
      entry.range[0].kind() === address.kind() &&
      address.match(entry.range),
  );
}
