import type { ServerResponse } from "node:http";
import { fromTimestamp, toTimestamp } from "../clock";
import { plainPage, reply, replyHtml } from "../http-exchange";
import { normaliseUrl, urlKey } from "./archive-url";
import { originalBytes, viewPage } from "./capture-page";
import type { Capture } from "./entries";
import type { Exchange } from "./exchange";
import { closestTo, isExcluded, visibleCaptures } from "./read-routes";

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
export function answerPlayback(exchange: Exchange, rest: string): ServerResponse {
  const { state, response, now } = exchange;
  const wish = parsePlayback(rest);
  const normal = wish && normaliseUrl(wish.url);
  if (!wish || !normal) return replyHtml(response, 404, plainPage("Not found", "This address names no capture."));
  if (isExcluded(exchange, wish.url)) {
    const page = plainPage("Sorry.", "This URL has been excluded from the Wayback Machine.");
    return replyHtml(response, 403, page);
  }
  const visible = visibleCaptures(state.captures.get(urlKey(normal)) ?? [], "playback", now);
  const closest = closestTo(visible, fromTimestamp(wish.digits) ?? now);
  if (closest === null) {
    return replyHtml(response, 404, plainPage("Hrm.", "The Wayback Machine has not archived that URL."));
  }
  if (toTimestamp(closest.capturedAt) !== wish.digits) return redirectTo(exchange, closest, wish);
  return replay(exchange, closest, visible, wish.mod);
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

function replay({ response }: Exchange, capture: Capture, visible: readonly Capture[], mod: string): ServerResponse {
  const timestamp = toTimestamp(capture.capturedAt);
  const headers = {
    "Memento-Datetime": new Date(capture.capturedAt).toUTCString(),
    "X-Archive-Orig-Content-Type": capture.mimeType,
    "X-Archive-Src": `spn2-${timestamp}-sandbox-00000.warc.gz`,
    Link: links(capture, visible),
    ...(capture.redirectTo ? { Location: `/web/${timestamp}${mod}/${capture.redirectTo}` } : {}),
  };
  if (mod === "id_") return reply(response, capture.status, capture.mimeType, originalBytes(capture), headers);
  return replyHtml(response, capture.status, viewPage(capture), headers);
}

function links(capture: Capture, visible: readonly Capture[]): string {
  const memento = (kind: string, one: Capture) =>
    `<http://web.archive.org/web/${toTimestamp(one.capturedAt)}/${one.url}>; rel="${kind}"; datetime="${new Date(one.capturedAt).toUTCString()}"`;
  const position = visible.indexOf(capture);
  const named: [string, Capture | undefined][] = [
    ["first memento", visible[0]],
    ["prev memento", visible[position - 1]],
    ["memento", capture],
    ["next memento", visible[position + 1]],
    ["last memento", visible.at(-1)],
  ];
  return [
    `<${capture.url}>; rel="original"`,
    `<http://web.archive.org/web/timemap/link/${capture.url}>; rel="timemap"; type="application/link-format"`,
    `<http://web.archive.org/web/${capture.url}>; rel="timegate"`,
    ...named.flatMap(([kind, one]) => (one ? [memento(kind, one)] : [])),
  ].join(", ");
}
