import { gzipSync } from "node:zlib";
import { replyHtml } from "../http-exchange";
import { bytes, custom, html, status, unlikeHead } from "./answers";
import { etagOf, renderPage } from "./page";
import type { Answer } from "./way";

/** A page that many body ways wrap in their own way. */
export const NOTE = renderPage({
  title: "Note on the float",
  paragraphs: ["The float was replaced on the second of May. Levels before that day are two centimetres too low."],
});

/** A one-page PDF without text, whole enough for a viewer. */
export const PDF = Buffer.from(
  [
    "%PDF-1.4",
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj",
    "trailer<</Root 1 0 R>>",
    "%%EOF",
    "",
  ].join("\n"),
);

/** A grey image of one pixel. */
export const GIF = Buffer.from("R0lGODlhAQABAIAAAICAgAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

const ZEROS_BYTES = 48 * 1024 * 1024;
const LARGE_BYTES = 60 * 1024 * 1024;

/** The page in gzip. */
export function gzipped(text: string): Answer {
  return html(gzipSync(text), { headers: { "Content-Encoding": "gzip" } });
}

/** 48 MB of zeros in 48 kB of gzip; packed at the first visit. */
export function gzipBomb(): Answer {
  let packed: Buffer | undefined;
  return custom((visit) => {
    packed ??= gzipSync(Buffer.alloc(ZEROS_BYTES));
    html(packed, { headers: { "Content-Encoding": "gzip" } }).handle(visit);
  });
}

/** Says gzip and sends text. HEAD is refused, so that the body is looked at. */
export function brokenGzip(): Answer {
  return unlikeHead(status(405), html(NOTE, { headers: { "Content-Encoding": "gzip" } }));
}

/** Declares 60 MB and sends them, as fast as they are taken. */
export function large(): Answer {
  const block = Buffer.alloc(64 * 1024, "tide ");
  return custom(
    ({ response, method }) => {
      response.writeHead(200, { "Content-Type": "application/octet-stream", "Content-Length": LARGE_BYTES });
      if (method === "HEAD") return void response.end();
      let left = LARGE_BYTES / block.length;
      const send = () => {
        while (left > 0 && !response.destroyed) {
          left -= 1;
          if (!response.write(block)) return void response.once("drain", send);
        }
        response.end();
      };
      send();
    },
    { bytes: LARGE_BYTES, contentType: "application/octet-stream" },
  );
}

/** A page without a content type. */
export function withoutType(): Answer {
  return custom(({ response }) => void response.writeHead(200, { "Content-Length": NOTE.length }).end(NOTE));
}

/** 304 by date only. */
export function byDate(): Answer {
  const changed = "Mon, 05 Oct 2026 08:00:00 GMT";
  return custom(({ request, response }) => {
    const headers = { "Last-Modified": changed };
    const isKnown = request.headers["if-modified-since"] === changed;
    if (isKnown) response.writeHead(304, headers).end();
    else replyHtml(response, 200, NOTE, headers);
  });
}

/** The same page with another ETag at each visit. */
export function newEtagEachTime(): Answer {
  return custom(({ response, nth }) => void replyHtml(response, 200, NOTE, { ETag: etagOf(`visit ${nth}`) }));
}

/** 304 to everybody, asked or not. */
export function always304(): Answer {
  return custom(({ response }) => void response.writeHead(304).end());
}

/** A text in Latin-1 with letters that UTF-8 writes otherwise. */
export function latin1(): Answer {
  const text = NOTE.replace('<meta charset="utf-8">', "").replace("float", "flöte");
  return bytes("text/html; charset=iso-8859-1", Buffer.from(text, "latin1"));
}

/** A page in UTF-16 with a byte order mark. */
export function utf16(): Answer {
  return bytes("text/html; charset=utf-16", Buffer.from(`\uFEFF${NOTE}`, "utf16le"));
}
