import type { ProbeFacts, ProbeService } from "./probe-facts";

/*
 * Web services of the Open Geospatial Consortium. Their addresses are often noted without a request, and such an address answers with an
 * exception or an error though the service is well. Each service must answer GetCapabilities.
 * Sources: OGC 01-068r3 (WMS 1.1.1), 06-042 (WMS 1.3.0), 09-025r2 (WFS 2.0), 07-057r7 (WMTS 1.0.0).
 */

type WellKnown = { service: "WMS" | "WFS" | "WMTS"; version: string };

const WELL_KNOWN: readonly WellKnown[] = [
  { service: "WMS", version: "1.3.0" },
  { service: "WMS", version: "1.1.1" },
  { service: "WFS", version: "2.0.0" },
  { service: "WMTS", version: "1.0.0" },
];

/** Codes that say nothing of the address, or that ask us to stay away. */
const NOT_AGAIN = new Set([401, 402, 407, 429, 503]);

/** Whether the answer is the error of a web service whose well-known requests may do better. */
export function wantsServiceTry({ url, error, status, body }: ProbeFacts): boolean {
  if (error || status === null || NOT_AGAIN.has(status)) return false;
  if (status < 400 && !(status < 300 && body && isServiceException(body.sample))) return false;
  return serviceTries(url).length > 0;
}

/** The requests to try, in their order; none where the address is no such service, or asks for something of its own. */
export function serviceTries(url: string): { type: string; url: string }[] {
  if (!URL.canParse(url)) return [];
  const { pathname, searchParams } = new URL(url);
  const query = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value.toLowerCase()]));
  // Who asks for a map and gets an error has no map, however well the service is.
  const request = query.get("request") ?? "getcapabilities";
  if (request !== "getcapabilities" && request !== "capabilities") return [];
  const named = query.get("service");
  const kind = named ?? kindOfPath(pathname);
  if (kind === null) return [];
  return WELL_KNOWN.filter(({ service }) => (kind === "any" ? service !== "WMTS" : service.toLowerCase() === kind))
    .map((known) => ({ type: `${known.service} ${known.version}`, url: capabilitiesUrl(url, known) }))
    .filter((known) => known.url !== url);
}

function kindOfPath(path: string): string | null {
  const found = /(?:^|[/._-])(wms|wfs|wmts)(?:server)?(?:[/._-]|$)/i.exec(path)?.[1]?.toLowerCase();
  if (found) return found;
  return /(?:^|\/)(ows|geoserver|mapserv(?:er)?|mapserv\.(?:exe|cgi|fcgi)|qgis_mapserv\.fcgi|deegree|ogc)(?:\/|$)/i.test(
    path,
  )
    ? "any"
    : null;
}

function capabilitiesUrl(url: string, { service, version }: WellKnown): string {
  const target = new URL(url);
  for (const name of [...target.searchParams.keys()])
    if (/^(service|request|version)$/i.test(name)) target.searchParams.delete(name);
  target.searchParams.set("service", service);
  target.searchParams.set("request", "GetCapabilities");
  target.searchParams.set("version", version);
  return target.href;
}

/** What may stand before the root. Each piece can be read in one way only, or a file of comments would take for ever. */
const PROLOGUE = String.raw`^(?:<\?xml[^>]*\?>\s*|<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>\s*)*`;
const CAPABILITIES = new RegExp(
  `${PROLOGUE}<(?:\\w+:)?(WMS_Capabilities|WMT_MS_Capabilities|WFS_Capabilities|Capabilities)[\\s>]`,
);
const EXCEPTION = new RegExp(`${PROLOGUE}<(?:\\w+:)?(ServiceExceptionReport|ExceptionReport)[\\s>]`, "i");

/** The service that this answer is the capabilities of; null if it is none. */
export function answeredService(facts: ProbeFacts, type: string): ProbeService | null {
  const { error, status, body, url } = facts;
  if (error || status === null || status >= 300 || !body) return null;
  return CAPABILITIES.test(start(body.sample)) ? { type, url } : null;
}

/** Whether a web service (OGC, ArcGIS, CKAN) answers with an error message in place of data. */
export function isServiceException(page: string): boolean {
  const text = start(page);
  if (EXCEPTION.test(text) || /^\{\s*"error"\s*:\s*\{[^{}]*"(code|message)"\s*:/i.test(text)) return true;
  return text.startsWith("{") && /"success"\s*:\s*false\b/.test(text) && /"error"\s*:\s*\{/.test(text);
}

function start(page: string): string {
  return page.trimStart().slice(0, 2_000);
}
