import { page } from "./answers";
import { unreachable, valid } from "./expectations";
import {
  badChunks,
  cutInBody,
  drip,
  earlyHints,
  hangUp,
  hugeHeaders,
  oldProtocol,
  otherProtocol,
  reset,
  shortBody,
  silence,
  slowBody,
  slowHeaders,
  twoLengths,
} from "./network-answers";
import { type Demo, tableOf } from "./table";
import type { Way } from "./way";

const way = tableOf("wires");
const tls = (host: string) => tableOf(host, "https");
const courses = (title: string): Demo => ({ title, in: "Open Coursework" });
const coast = (title: string): Demo => ({ title, in: "Coastal Data Portal" });

const UNREADABLE = unreachable("invalid_response");
const PAGE = page({ title: "Shelf list", paragraphs: ["Where each box stands, and who last took it out."] });

/** A port below 1024 that no service uses and no ordinary program can take. */
const NOBODYS_PORT = 2;

const HTTP: readonly Way[] = [
  way(
    "/silence",
    "takes the request and never answers",
    unreachable("timeout_headers"),
    silence(),
    coast("Surge model runs"),
  ),
  way("/drip", "one byte of the body a second", unreachable("timeout_body"), drip()),
  way("/slow-headers", "one header a second", unreachable("timeout_headers"), slowHeaders()),
  way("/slow-body", "headers, and then nothing", unreachable("timeout_body"), slowBody()),
  way("/hang-up", "closes the connection without an answer", unreachable("reset"), hangUp()),
  way("/reset", "cuts the connection", unreachable("reset"), reset(), coast("Tide bulletin by telnet gateway")),
  way("/cut-in-body", "cuts the connection in mid-body", unreachable("reset"), cutInBody()),
  way("/short-body", "sends less than it announced", unreachable("reset"), shortBody()),
  way("/bad-chunks", "sends a chunk of no size", UNREADABLE, badChunks()),
  way("/huge-headers", "sends 200 kB of headers", UNREADABLE, hugeHeaders()),
  way("/other-protocol", "speaks, but not HTTP", UNREADABLE, otherProtocol()),
  way("/two-lengths", "gives two lengths", UNREADABLE, twoLengths()),
  way("/http-1.0", "HTTP/1.0 without a length", valid(), oldProtocol()),
  way("/early-hints", "early hints, then the page", valid(), earlyHints()),
];

const NOWHERE: readonly Way[] = [
  {
    ...way("/refused", "nobody listens there", unreachable("refused"), hangUp(), courses("Group calendar")),
    url: `http://refused.odd.localhost:${NOBODYS_PORT}/calendar`,
  },
  {
    ...way(
      "/no-address",
      "the name has no address",
      unreachable("dns"),
      hangUp(),
      coast("Old portal of the institute"),
    ),
    url: "http://portal.odd.invalid/start",
  },
];

/** Hosts whose certificate is wrong; certificates.ts makes them by these names. */
const SECURE: readonly Way[] = [
  tls("expired")(
    "/",
    "a certificate out of date",
    unreachable("tls_expired"),
    PAGE,
    courses("Department library, secure"),
  ),
  tls("not-yet-valid")("/", "a certificate of next year", unreachable("tls_not_yet_valid"), PAGE),
  { ...tls("wrong-name")("/", "a certificate for another name", unreachable("tls_name"), PAGE), needsAuthority: true },
  { ...tls("trusted")("/", "a good certificate of the odd web's authority", valid(), PAGE), needsAuthority: true },
  tls("self-signed")("/", "a certificate that vouches for itself", unreachable("tls_self_signed"), PAGE),
  tls("unknown-issuer")(
    "/",
    "a certificate of an unknown issuer",
    unreachable("tls_chain"),
    PAGE,
    coast("Buoy data, secure"),
  ),
  tls("no-handshake")("/", "refuses the handshake", unreachable("tls_failed"), hangUp()),
];

/** Ways that are below HTTP, or break it. */
export const WAYS_BY_NETWORK: readonly Way[] = [...HTTP, ...NOWHERE, ...SECURE];
