import { isIP } from "node:net";
import { isPublicSuffix } from "./public-suffix";

/*
 * Some sites, publishers above all, send every visitor around once to see whether cookies work, and go on for ever with one who has none. So
 * the cookies of a redirect are kept for the rest of that one walk, and then forgotten.
 */

/** More than any such round needs. */
const MAX_COOKIES = 50;

type Cookie = { name: string; value: string; domain: string; isForSubdomains: boolean };

export class WalkCookies {
  private readonly cookies = new Map<string, Cookie>();

  /** Grows when something is set that was not known: the same address may then answer otherwise. */
  version = 0;

  /**
   * Takes what a host sets. A cookie for a domain that is not the host's own, or below which strangers have their names, stays with the host alone.
   */
  take(host: string, setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [, name = "", value = ""] =
        /^\s*([\w!#$%&'*+.^`|~-]{1,200})=([\x21\x23-\x3a\x3c-\x7e]{0,4000}|"[\x20-\x21\x23-\x7e]{0,4000}")\s*(?:;|$)/.exec(
          line,
        ) ?? [];
      if (name === "" || this.cookies.size >= MAX_COOKIES) continue;
      const wanted = /;\s*domain\s*=\s*\.?([\w.-]+)/i.exec(line)?.[1]?.toLowerCase();
      const domain = wanted !== undefined && mayHold(wanted, host) ? wanted : host;
      if (this.cookies.get(`${domain} ${name}`)?.value !== value) this.version += 1;
      this.cookies.set(`${domain} ${name}`, { name, value, domain, isForSubdomains: domain === wanted });
    }
  }

  /** The header for a request to a host; null if there is nothing to send. */
  headerFor(host: string): string | null {
    const fitting = [...this.cookies.values()].filter(({ domain, isForSubdomains }) =>
      isForSubdomains ? isWithin(host, domain) : host === domain,
    );
    return fitting.length === 0 ? null : fitting.map(({ name, value }) => `${name}=${value}`).join("; ");
  }
}

/** Whether a host's cookie may be for all hosts below a domain. Addresses of numbers have nothing above them. */
function mayHold(domain: string, host: string): boolean {
  return isIP(host) === 0 && isWithin(host, domain) && !isPublicSuffix(domain);
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
