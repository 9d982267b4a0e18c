import { bytes, html, page, status } from "./answers";
import {
  always304,
  brokenGzip,
  byDate,
  GIF,
  gzipBomb,
  gzipped,
  large,
  latin1,
  NOTE,
  newEtagEachTime,
  PDF,
  utf16,
  withoutType,
} from "./body-answers";
import { failing, unreachable, valid } from "./expectations";
import { etagOf } from "./page";
import { type Demo, tableOf } from "./table";
import type { Way } from "./way";

const way = tableOf("bodies");
const coast = (title: string): Demo => ({ title, in: "Coastal Data Portal" });

const SIZES: readonly Way[] = [
  way("/empty", "200 without a byte", failing("empty_body"), html(""), coast("Glossary of gauges")),
  way("/one-byte", "200 with one byte", failing("empty_body"), html("1")),
  way("/two-bytes", "200 with two bytes", valid(), bytes("text/plain", "OK")),
  way("/gzip", "a page in gzip", valid(), gzipped(NOTE)),
  way("/gzip-bomb", "48 MB of zeros in 48 kB of gzip", valid(), gzipBomb()),
  way("/gzip-broken", "says gzip and sends text", unreachable("invalid_response"), brokenGzip()),
  way("/large", "declares 60 MB and sends them", valid(), large()),
];

const TABLE = "time,level\n2026-01-01T00:00Z,1.2\n2026-01-01T01:00Z,1.4\n";
const LEVELS = JSON.stringify({ station: "harwick", levels: [1.2, 1.4, 1.1] });

const TYPES: readonly Way[] = [
  way("/report.pdf", "a PDF", valid(), bytes("application/pdf", PDF), coast("Survey report 2024 (PDF)")),
  way("/slides.pdf", "a PDF that calls itself octet-stream", valid(), bytes("application/octet-stream", PDF)),
  way("/station.gif", "an image", valid(), bytes("image/gif", GIF), coast("Photograph of station Harwick")),
  way("/series.json", "JSON", valid(), bytes("application/json", LEVELS)),
  way("/series.csv", "CSV", valid(), bytes("text/csv", TABLE), coast("Levels of January as CSV")),
  way("/unknown-type", "a type that nobody registered", valid(), bytes("application/x-tide-table", "TT1\u0001\u0002")),
  way("/odd-charset", "a charset without its semicolon", valid(), bytes("text/html charset=utf-8", NOTE)),
  way("/latin1", "a page in Latin-1", valid(), latin1()),
  way("/utf16", "a page in UTF-16", valid(), utf16()),
  way("/no-type", "a page without a content type", valid(), withoutType()),
];

const KEY = page({ title: "Key to the map", paragraphs: ["Blue is water, grey is doubt, red is the dyke's crest."] });
const OLD_KEY = status(404, { ETag: etagOf(NOTE) });

const VALIDATORS: readonly Way[] = [
  way("/etag", "304 to whoever has its ETag", valid(), KEY),
  way("/last-modified", "304 by date only", valid(), byDate()),
  way("/etag-on-404", "404 with an ETag", failing("not_found"), OLD_KEY),
  way("/new-etag-each-time", "the same page with another ETag each time", valid(), newEtagEachTime()),
  way("/always-304", "304 to everybody, asked or not", unreachable("invalid_response"), always304()),
];

/** Ways that are in the body or its description. */
export const WAYS_BY_BODY: readonly Way[] = [...SIZES, ...TYPES, ...VALIDATORS];
