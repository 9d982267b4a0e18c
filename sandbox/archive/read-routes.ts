import type { ServerResponse } from "node:http";
import { fromTimestamp, toTimestamp } from "../clock";
import { plainPage, reply, replyHtml, replyJson } from "../http-exchange";
import { normaliseUrl, urlKey } from "./archive-url";
import type { CdxGate } from "./cdx-gate";
import { CdxQueryError, type CdxResult, queryCdx } from "./cdx-query";
import type { Capture } from "./entries";
import { cut, type Exchange } from "./exchange";
import { strike } from "./faults";
import { refuseTooMany } from "./save-routes";
import { findTarget } from "./targets";

/** Captures that one kind of reader sees at a time. */
export function visibleCaptures(
  captures: readonly Capture[],
  reader: keyof Capture["visibleAt"],
  now: number,
): Capture[] {
  return captures.filter(({ visibleAt, vanishesAt }) => visibleAt[reader] <= now && (vanishesAt ?? now + 1) > now);
}

/** `GET /cdx/search/cdx` and `/web/timemap/…` share one pace. False when the request was refused for it. */
export function passCdxGate(exchange: Exchange, gate: CdxGate): boolean {
  const address = exchange.request.socket.remoteAddress ?? "";
  const verdict = gate.ask(address, exchange.now, exchange.state.settings.cdx);
  if (verdict === "closed") cut(exchange);
  else if (verdict === "too-many") refuseTooMany(exchange);
  return verdict === "open";
}

/** `GET /cdx/search/cdx`. */
export function answerCdx(exchange: Exchange): ServerResponse {
  const { state, query, response, now } = exchange;
  const url = query.get("url") ?? "";
  if (strike(state, "cdx-504", url)) {
    return replyHtml(response, 504, plainPage("504 Gateway Time-out", "The index did not answer in time."));
  }
  if (isExcluded(exchange, url)) {
    const error = "AdministrativeAccessControlException: Blocked Site Error";
    const headers = { "X-Archive-Wayback-Runtime-Error": error };
    return reply(response, 403, "text/plain", `org.archive.util.io.RuntimeIOException: ${error}\n`, headers);
  }
  try {
    const isBlind = strike(state, "cdx-blind", url) !== null;
    const all = isBlind ? [] : [...state.captures.values()].flat();
    const result = queryCdx(visibleCaptures(all, "cdx", now), query, state.settings.cdx);
    return sendCdx(exchange, result);
  } catch (error) {
    if (!(error instanceof CdxQueryError)) throw error;
    return reply(response, 400, "text/plain", `${error.message}\n`);
  }
}

function sendCdx({ state, query, response }: Exchange, { fields, rows, resumeKey }: CdxResult): ServerResponse {
  const { empty } = state.settings.cdx;
  if (query.get("output") !== "json") {
    const resume = resumeKey === null ? "" : `\n${resumeKey}\n`;
    return reply(response, 200, "text/plain", `${rows.map((row) => `${row.join(" ")}\n`).join("")}${resume}`);
  }
  if (rows.length === 0 && empty === "empty") return reply(response, 200, "application/json", "");
  const header = rows.length > 0 || empty === "header" ? [[...fields]] : [];
  return replyJson(response, 200, [...header, ...rows, ...(resumeKey === null ? [] : [[], [resumeKey]])]);
}

/** `GET /wayback/available`. A hint only, as in life: status is text and the URL is http. */
export function answerAvailable(exchange: Exchange): ServerResponse {
  const { state, query, response, now } = exchange;
  const url = query.get("url") ?? "";
  if (strike(state, "availability-429", url)) return refuseTooMany(exchange);
  const normal = normaliseUrl(url);
  const known = normal === null || isExcluded(exchange, url) ? [] : (state.captures.get(urlKey(normal)) ?? []);
  const timestamp = query.get("timestamp");
  const closest = closestTo(visibleCaptures(known, "availability", now), fromTimestamp(timestamp ?? "") ?? now);
  return replyJson(response, 200, {
    url,
    ...(timestamp ? { timestamp } : {}),
    archived_snapshots: closest ? { closest: snapshotOf(closest) } : {},
  });
}

function snapshotOf(capture: Capture) {
  const timestamp = toTimestamp(capture.capturedAt);
  const url = `http://web.archive.org/web/${timestamp}/${capture.url}`;
  return { status: String(capture.status), available: true, url, timestamp };
}

/** The capture nearest to an instant; null for none. */
export function closestTo(captures: readonly Capture[], wanted: number): Capture | null {
  const distance = (capture: Capture) => Math.abs(capture.capturedAt - wanted);
  return captures.reduce<Capture | null>(
    (best, capture) => (best === null || distance(capture) < distance(best) ? capture : best),
    null,
  );
}

/** Whether a URL is excluded from the archive, be it named with http or https. */
export function isExcluded({ state, elsewhere }: Exchange, url: string): boolean {
  const normal = normaliseUrl(url);
  if (normal === null) return false;
  const variants = ["http:", "https:"].map((scheme) => normal.replace(/^https?:/, scheme));
  return variants.some((variant) => findTarget(state, variant, elsewhere).isExcluded);
}
