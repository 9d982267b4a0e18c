import type { ServerResponse } from "node:http";
import { toTimestamp } from "../clock";
import { plainPage, reply, replyHtml } from "../http-exchange";
import { normaliseUrl, urlKey } from "./archive-url";
import type { Capture } from "./entries";
import type { Exchange } from "./exchange";
import { barrierOf, visibleCaptures } from "./read-routes";

/** `GET /web/timemap/link/<url>`: all captures of a URL in link format. It shows what the index shows. */
export function answerTimemap(exchange: Exchange, rest: string): ServerResponse {
  const { state, response, now } = exchange;
  const [, url = ""] = /^link\/(.+)$/.exec(rest) ?? [];
  const normal = normaliseUrl(url);
  const isReadable = normal !== null && barrierOf(exchange, url) === null;
  const known = isReadable ? visibleCaptures(state.captures.get(urlKey(normal)) ?? [], "cdx", now) : [];
  const [first] = known;
  if (first === undefined) {
    return replyHtml(response, 404, plainPage("Hrm.", "The Wayback Machine has no list for this address."));
  }
  const mementos = known.map((one, position) => {
    const place = [position === 0 ? "first" : "", position === known.length - 1 ? "last" : "", "memento"];
    return mementoLink(place.filter(Boolean).join(" "), one);
  });
  return reply(response, 200, "application/link-format", `${[...frame(first), ...mementos].join(",\n")}\n`);
}

/** The links of one capture's `Link` header: always to the views, whatever was asked for. */
export function mementoLinks(capture: Capture, visible: readonly Capture[]): string[] {
  const position = visible.indexOf(capture);
  const named: [string, Capture | undefined][] = [
    ["first memento", visible[0]],
    ["prev memento", visible[position - 1]],
    ["memento", capture],
    ["next memento", visible[position + 1]],
    ["last memento", visible.at(-1)],
  ];
  return [...frame(capture), ...named.flatMap(([relation, one]) => (one ? [mementoLink(relation, one)] : []))];
}

function frame({ url }: Capture): string[] {
  return [
    `<${url}>; rel="original"`,
    `<http://web.archive.org/web/timemap/link/${url}>; rel="timemap"; type="application/link-format"`,
    `<http://web.archive.org/web/${url}>; rel="timegate"`,
  ];
}

function mementoLink(relation: string, { url, capturedAt }: Capture): string {
  const datetime = new Date(capturedAt).toUTCString();
  return `<http://web.archive.org/web/${toTimestamp(capturedAt)}/${url}>; rel="${relation}"; datetime="${datetime}"`;
}
