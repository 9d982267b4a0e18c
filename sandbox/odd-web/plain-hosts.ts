import { page, status } from "./answers";
import { type Answer, ODD_SUFFIX } from "./way";

const PLAIN_HOST = /^plain(-\d+)?$/;

/**
 * Hosts without a table: `plain-<n>` has as many good pages as one likes (`/`, `/page/<n>`) for benchmarks, and `status` answers
 * `/<code>` with that code. Null for all others.
 */
export function findPlainWay(hostname: string, path: string): Answer | null {
  if (!hostname.endsWith(ODD_SUFFIX)) return null;
  const label = hostname.slice(0, -ODD_SUFFIX.length);
  const [, code] = label === "status" ? (/^\/([1-9]\d\d)$/.exec(path) ?? []) : [];
  if (code !== undefined && Number(code) >= 200) return status(Number(code));
  if (!PLAIN_HOST.test(label)) return null;
  const [, number] = /^\/page\/(\d+)$/.exec(path) ?? [];
  if (number === undefined && path !== "/") return null;
  const title = number === undefined ? `Shelf ${label}` : `Record ${number} of shelf ${label}`;
  return page({ title, paragraphs: [`${title}: one of very many records that all look alike and are all there.`] });
}
