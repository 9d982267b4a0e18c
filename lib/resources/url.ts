import { AppError } from "@/lib/errors";
import {
  type AllowedHosts,
  isAllowedName,
  isLocalhostName,
  isPrivateName,
  literalAddress,
  mayConnect,
  NO_PRIVATE_HOSTS,
} from "@/lib/remotes/address";
import { resourceUrlKey } from "./url-key";

/** Longest URL that servers and the Wayback Machine reliably take; also a CHECK of the table. Characters after encoding. */
export const MAX_URL_LENGTH = 2_048;

/** Room for a fragment, which is kept as typed but never requested. */
const MAX_TYPED_LENGTH = 4_096;

export type ResourceUrl = {
  /** As requested: WHATWG-serialised, ASCII, without fragment. */
  url: string;
  /** What was typed, trimmed, if it differs by more than the root's slash; else null. */
  urlAsTyped: string | null;
  urlKey: string;
  /** host[:port], lower case. */
  host: string;
};

/**
 * A typed web address, checked and completed. What is percent-encoded stays as it is, the order of the query too.
 * Pure: no name is looked up, so a public name that leads to a private address is found by the check, not here.
 * Throws INVALID with the sentence at the field `url`.
 */
export function parseResourceUrl(typed: string, allowed: AllowedHosts = NO_PRIVATE_HOSTS): ResourceUrl {
  const text = trimmed(typed);
  const parsed = parsedUrl(completed(text));
  refuseUnreachable(parsed, allowed);
  parsed.hash = "";
  const url = parsed.href;
  if (url.length > MAX_URL_LENGTH)
    throw refusal(`The address is longer than ${MAX_URL_LENGTH} characters; most servers refuse that.`);
  const isAsTyped = url === text || url === `${text}/`;
  return { url, urlAsTyped: isAsTyped ? null : text, urlKey: resourceUrlKey(parsed), host: parsed.host };
}

function trimmed(typed: string): string {
  const text = typed.replace(/^[\s\u200B\u2060]+|[\s\u200B\u2060]+$/gu, "");
  if (text === "") throw refusal("Enter a web address.");
  if (text.length > MAX_TYPED_LENGTH)
    throw refusal(`The address is longer than ${MAX_URL_LENGTH} characters; most servers refuse that.`);
  if (/\p{Cc}|[\u2028\u2029]|\p{Cs}/u.test(text))
    throw refusal("The address contains a line break, tab or other invisible control character. Type it again.");
  return text;
}

/** The address with a scheme. `example.org:8080` has none, though it looks as if. */
function completed(text: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === "http" || scheme === "https") {
    if (!/^https?:\/\/[^/\\?#]/i.test(text))
      throw refusal(`After ${scheme}: come two slashes and the host, as in ${scheme}://example.org.`);
    return text;
  }
  if (text.startsWith("//")) return `https:${text}`;
  const isHostAndPort = scheme !== undefined && /^:\d{1,5}([/?#]|$)/.test(text.slice(scheme.length));
  if (scheme !== undefined && !isHostAndPort)
    throw refusal(`Only http and https addresses can be watched, not "${scheme.slice(0, 30)}:".`);
  return `https://${text}`;
}

function parsedUrl(text: string): URL {
  try {
    return new URL(text);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw refusal(
      "This is not a web address: its host or port can't be read. It should look like https://example.org/page.",
    );
  }
}

function refuseUnreachable(parsed: URL, allowed: AllowedHosts): void {
  if (parsed.username !== "" || parsed.password !== "")
    throw refusal("The address contains a user name or password. Holdfast shows addresses to others; remove it.");
  const { hostname } = parsed;
  const port = Number(parsed.port || (parsed.protocol === "https:" ? 443 : 80));
  const labels = hostname.replace(/\.$/, "").split(".");
  if (
    port === 0 ||
    hostname.length > 254 ||
    labels.some((label) => label === "" || (label.length > 63 && !label.startsWith("[")))
  )
    throw refusal("No host can have this name or port. Check the part between // and the next slash.");
  if (isReachable(allowed, hostname, port)) return;
  if (!hostname.includes(".") && literalAddress(hostname) === null && !isLocalhostName(hostname))
    throw refusal(`"${parsed.host}" is no full host name, such as example.org.`);
  throw refusal(
    `"${parsed.host}" is a private or local address, which checks may not reach. The operator can allow it with ALLOWED_PRIVATE_HOSTS.`,
  );
}

/** False for literal private addresses and private names that the operator did not allow. */
function isReachable(allowed: AllowedHosts, hostname: string, port: number): boolean {
  const address = literalAddress(hostname) ?? (isLocalhostName(hostname) ? "127.0.0.1" : null);
  if (address !== null) return mayConnect(allowed, { hostname, address, port });
  return !isPrivateName(hostname) || isAllowedName(allowed, hostname, port);
}

function refusal(sentence: string): AppError {
  return new AppError("INVALID", sentence, { fields: { url: sentence } });
}
