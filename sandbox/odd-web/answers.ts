import { STATUS_CODES } from "node:http";
import { type OutgoingHeaders, reply, replyHtml } from "../http-exchange";
import { etagOf, type PageText, renderPage } from "./page";
import type { Answer, Found, Visit } from "./way";

/** When the pages of the odd web last changed; a fixed day, so that conditional requests have something to compare. */
const LAST_MODIFIED = "Tue, 06 Oct 2026 08:00:00 GMT";

/** A good page. It knows its ETag and answers 304 to whoever has it. */
export function page(text: PageText): Answer {
  const html = renderPage(text);
  const etag = etagOf(html);
  return {
    handle: ({ request, response }) => {
      const headers = { ETag: etag, "Last-Modified": LAST_MODIFIED };
      const isKnown = request.headers["if-none-match"] === etag;
      if (isKnown) response.writeHead(304, headers).end();
      else replyHtml(response, 200, html, headers);
    },
    found: { edition: etag },
  };
}

/** A status with a small page that says it. */
export function status(code: number, headers: OutgoingHeaders = {}): Answer {
  const name = STATUS_CODES[code] ?? "Unknown status";
  const html = renderPage({ title: `${code} ${name}`, paragraphs: [`The server answers ${code}.`] });
  return {
    handle: ({ response }) => {
      response.statusMessage = name;
      replyHtml(response, code, html, headers);
    },
    found: { status: code },
  };
}

/** A redirect to an address of the odd web (host and path) or to any other, as text. */
export function redirect(code: number, to: readonly [host: string, path: string] | string): Answer {
  const location = (at: Visit["at"]) => (typeof to === "string" ? to : at(...to));
  return {
    handle: ({ response, at }) => {
      response.writeHead(code, { Location: location(at), "Content-Length": 0 }).end();
    },
    found: { status: code, location },
  };
}

/** Bytes with a content type and status 200, or another. */
export function bytes(
  contentType: string,
  body: string | Buffer,
  more: { status?: number; headers?: OutgoingHeaders } = {},
): Answer {
  return {
    handle: ({ response }) => {
      reply(response, more.status ?? 200, contentType, body, more.headers);
    },
    found: { status: more.status ?? 200, contentType, edition: etagOf(body) },
  };
}

/** HTML with status 200, or another. */
export function html(body: string | Buffer, more: { status?: number; headers?: OutgoingHeaders } = {}): Answer {
  return bytes("text/html; charset=utf-8", body, more);
}

/** One answer for HEAD, another for the rest. An archive looks with GET. */
export function unlikeHead(head: Answer, get: Answer): Answer {
  return { handle: (visit) => (visit.method === "HEAD" ? head : get).handle(visit), found: get.found };
}

/** Text written to the connection as it is, which is then closed. */
export function raw(text: string | Buffer, found: Found): Answer {
  return {
    handle: ({ request }) => {
      request.socket.end(text);
    },
    found,
  };
}

/** Does as it likes. */
export function custom(handle: (visit: Visit) => void, found: Found = {}): Answer {
  return { handle, found };
}
