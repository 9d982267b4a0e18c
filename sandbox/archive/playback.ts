import type { ServerResponse } from "node:http";
import { fromTimestamp, toTimestamp } from "../clock";
import { plainPage, reply, replyHtml } from "../http-exchange";
import { normaliseUrl, urlKey } from "./archive-url";
import { originalBytes, redirectPage, viewPage } from "./capture-page";
import type { Capture } from "./entries";
import type { Exchange } from "./exchange";
import { barrierOf, closestTo, visibleCaptures } from "./read-routes";
import { mementoLinks } from "./timemap";

/** Addresses of captures that were played since the program started: the page cache. */
export type PageCache = Set<string>;

/** What `/web/<ts><mod>/<url>` asks for. */
interface Wish {
  digits: string;
  mod: string;
  url: string;
}

/** Reads the part behind `/web/`, query included; without a timestamp the newest capture is meant. Null for no URL. */
export function parsePlayback(rest: string): Wish | null {
  const [, digits = "", mod = "", url] = /^(?:(\d{1,14})([a-z]{2}_)?\/)?(.+)$/.exec(rest) ?? [];
  // Some clients merge the slashes of a path.
  return url === undefined ? null : { digits, mod, url: url.replace(/^(https?:)\/+/, "$1//") };
}

/**
 * `GET /web/<ts>[id_|if_|…]/<url>`: the capture of exactly this second, or a redirect to the nearest one that is visible.
 * An archived 404 or 429 comes back with that status: `Memento-Datetime` tells it from a refusal.
 */
export function answerPlayback(exchange: Exchange, rest: string, cache: PageCache): ServerResponse {
  const { state, response, now } = exchange;
  const wish = parsePlayback(rest);
  const normal = wish && normaliseUrl(wish.url);
  if (!wish || !normal) return replyHtml(response, 404, plainPage("Not found", "This address names no capture."));
  const barrier = barrierOf(exchange, wish.url);
  if (barrier !== null) {
    const words = barrier.startsWith("Robot")
      ? "Page cannot be displayed due to robots.txt."
      : "This URL has been excluded from the Wayback Machine.";
    const headers = { "X-Archive-Wayback-Runtime-Error": barrier };
    return replyHtml(response, 403, plainPage("Sorry.", words), headers);
  }
  const visible = visibleCaptures(state.captures.get(urlKey(normal)) ?? [], "playback", now);
  const closest = closestTo(visible, fromTimestamp(wish.digits) ?? now);
  if (closest === null) {
    return replyHtml(response, 404, plainPage("Hrm.", "The Wayback Machine has not archived that URL."));
  }
  if (toTimestamp(closest.capturedAt) !== wish.digits) return redirectTo(exchange, closest, wish);
  return replay(exchange, { capture: closest, visible, mod: wish.mod, cache });
}

function redirectTo({ response }: Exchange, capture: Capture, { digits, mod }: Wish): ServerResponse {
  const timestamp = toTimestamp(capture.capturedAt);
  response.writeHead(302, {
    Location: `/web/${timestamp}${mod}/${capture.url}`,
    "x-archive-redirect-reason": `found capture at ${timestamp}, wanted ${digits}`,
    "Content-Length": 0,
  });
  return response.end();
}

interface Play {
  capture: Capture;
  visible: readonly Capture[];
  mod: string;
  cache: PageCache;
}

function replay({ state, response }: Exchange, { capture, visible, mod, cache }: Play): ServerResponse {
  const timestamp = toTimestamp(capture.capturedAt);
  const isKnown = cache.has(capture.id);
  cache.add(capture.id);
  const target = capture.redirectTo === null ? null : `/web/${timestamp}${mod}/${capture.redirectTo}`;
  const source = { "X-Archive-Src": `spn2-${timestamp}-sandbox-00000.warc.gz` };
  if (mod === "" && target !== null && state.settings.playback.viewRedirect === "page") {
    return replyHtml(response, 200, redirectPage(capture, target), source);
  }
  const bytes = originalBytes(capture);
  const headers = {
    "Memento-Datetime": new Date(capture.capturedAt).toUTCString(),
    "X-Archive-Orig-Content-Type": capture.mimeType,
    "X-Archive-Orig-Content-Length": String(bytes.length),
    "X-Archive-Orig-Date": new Date(capture.capturedAt).toUTCString(),
    ...source,
    "X-Page-Cache": isKnown ? "HIT" : "MISS",
    Link: mementoLinks(capture, visible).join(", "),
    ...(target === null ? {} : { Location: target, "X-Archive-Orig-Location": String(capture.redirectTo) }),
  };
  if (mod === "id_" || capture.mimeType.startsWith("image/")) {
    return reply(response, capture.status, capture.mimeType, bytes, headers);
  }
  return replyHtml(response, capture.status, viewPage(capture), headers);
}
