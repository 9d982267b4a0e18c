import type { ServerResponse } from "node:http";
import { fromTimestamp, toTimestamp } from "../clock";
import { plainPage, reply, replyHtml, replyJson } from "../http-exchange";
import { normaliseUrl, urlKey } from "./archive-url";
import { askGate } from "./cdx-gate";
import { CdxQueryError } from "./cdx-match";
import { type CdxResult, countPages, queryCdx } from "./cdx-query";
import type { Capture, Target } from "./entries";
import { cut, type Exchange, strikeAt } from "./exchange";
import { refuseTooMany } from "./save-routes";
import { findTarget } from "./targets";

/** Whether one kind of reader sees a capture at a time. */
export function isVisibleTo(
  reader: keyof Capture["visibleAt"],
  now: number,
): ({ visibleAt, vanishesAt }: Capture) => boolean {
  return ({ visibleAt, vanishesAt }) => visibleAt[reader] <= now && (vanishesAt ?? now + 1) > now;
}

/** Captures that one kind of reader sees at a time. */
export function visibleCaptures(
  captures: readonly Capture[],
  reader: keyof Capture["visibleAt"],
  now: number,
): Capture[] {
  return captures.filter(isVisibleTo(reader, now));
}

/** `GET /cdx/search/cdx` and `/web/timemap/…` share one pace. False when the request was refused for it. */
export function passCdxGate(exchange: Exchange): boolean {
  const verdict = askGate(exchange.state, exchange.request.socket.remoteAddress ?? "", exchange.now);
  if (verdict === "closed") cut(exchange);
  else if (verdict === "too-many") refuseTooMany(exchange);
  return verdict === "open";
}

/** `GET /cdx/search/cdx`. */
export function answerCdx(exchange: Exchange): ServerResponse {
  const { state, query, response, now } = exchange;
  if (strikeAt(exchange, "cdx-504")) {
    return replyHtml(response, 504, plainPage("504 Gateway Time-out", "The index did not answer in time."));
  }
  const barrier = barrierOf(exchange, query.get("url") ?? "");
  if (barrier !== null) {
    const text = `org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.${barrier}\n`;
    return reply(response, 403, "text/plain", text, { "X-Archive-Wayback-Runtime-Error": barrier });
  }
  try {
    const index = strikeAt(exchange, "cdx-blind") ? new Map() : state.captures;
    const { cdx } = state.settings;
    const isVisible = isVisibleTo("cdx", now);
    const isOld = (capture: Capture) => isVisible(capture) && capture.capturedAt <= now - cdx.pageLagMs;
    if (query.has("showPagedIndex")) throw new CdxQueryError("showPagedIndex is not supported.");
    if (query.get("showNumPages") === "true") {
      return reply(response, 200, "text/plain", `${countPages(index, query, cdx, isOld)}\n`);
    }
    return sendCdx(exchange, queryCdx(index, query, cdx, query.has("page") ? isOld : isVisible));
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
  if (strikeAt(exchange, "availability-429")) return refuseTooMany(exchange);
  const normal = normaliseUrl(url);
  const isHidden = normal === null || barrierOf(exchange, url) !== null || strikeAt(exchange, "availability-empty");
  const known = isHidden ? [] : (state.captures.get(urlKey(normal)) ?? []);
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

/** Why nobody may read a URL's captures, as the archive's header says it; null when they may. http and https are one. */
export function barrierOf({ state, elsewhere }: Exchange, url: string): string | null {
  const normal = normaliseUrl(url);
  if (normal === null) return null;
  const isAny = (test: (target: Target) => boolean) =>
    ["http:", "https:"].some((scheme) => test(findTarget(state, normal.replace(/^https?:/, scheme), elsewhere)));
  if (isAny(({ isExcluded }) => isExcluded)) return "AdministrativeAccessControlException: Blocked Site Error";
  return isAny(({ isBlockedByRobots }) => isBlockedByRobots) ? "RobotAccessControlException: Blocked By Robots" : null;
}
