import { page, status, unlikeHead } from "./answers";
import { blocked, failing, valid } from "./expectations";
import type { Answer, Expectation, Way } from "./way";

type Demo = Way["demo"];
const COURSES = "Open Coursework";
const COAST = "Coastal Data Portal";

/** Code, verdict after one check, title in the demo, its collection. */
const CODES: readonly (readonly [code: number, expect: Expectation, title: string, demo: Demo])[] = [
  [203, valid(), "Mirror of the glossary", false],
  [400, failing("client_error"), "Map viewer with a stale session", false],
  [401, blocked("login_required"), "Reserve readings (sign-in)", false],
  [402, blocked("payment_required"), "Scanned journal run 1890–1910", false],
  [403, blocked("forbidden"), "Harbour master's daily log", COAST],
  [404, failing("not_found"), "Hydrology: problem set 7", COURSES],
  [405, failing("client_error"), "Upload form of the grader", false],
  [406, failing("client_error"), "Catalogue record in an old format", false],
  [408, blocked("request_timeout"), "Full export of station visits", false],
  [410, failing("gone"), "Workshop 2019: registration", COURSES],
  [418, failing("client_error"), "Staff kitchen rota", false],
  [429, blocked("rate_limited"), "Search in the newspaper archive", false],
  [451, failing("legal"), "Aerial photographs of the naval base", COAST],
  [500, failing("server_error"), "Tidal prediction service", COAST],
  [501, failing("server_error"), "Annotation service", false],
  [502, failing("server_error"), "Lecture capture portal", false],
  [503, blocked("unavailable"), "Catalogue under maintenance", COURSES],
  [504, failing("server_error"), "Slow join of two series", false],
  [520, failing("server_error"), "Image tiles of the old chart", false],
  [600, blocked("nonstandard_code"), "Gateway with a code of its own", false],
  [999, blocked("nonstandard_code"), "Profile of the visiting lecturer", COURSES],
];

const STATUS_WAYS: readonly Way[] = CODES.map(([code, expect, title, demo]) => ({
  host: "answers",
  path: `/code/${code}`,
  title,
  does: `answers ${code} to HEAD and GET`,
  expect,
  demo,
  answer: status(code),
}));

const GOOD: Answer = page({
  title: "Reading room rules",
  paragraphs: ["Pencils only, bags in the lockers, and no photographs of uncatalogued letters."],
});

/** What HEAD gets, where GET gets the page. */
const HEADS: readonly (readonly [path: string, head: Answer, does: string])[] = [
  ["/405", status(405, { Allow: "GET" }), "405 to HEAD, the page to GET"],
  ["/501", status(501), "501 to HEAD, the page to GET"],
  ["/500", status(500), "500 to HEAD, the page to GET"],
  ["/404", status(404), "404 to HEAD, the page to GET"],
  ["/403", status(403), "403 to HEAD, the page to GET"],
  ["/reset", { handle: ({ request }) => request.socket.resetAndDestroy(), found: {} }, "cuts HEAD, the page to GET"],
  ["/silence", { handle: () => undefined, found: {} }, "never answers HEAD, the page to GET"],
];

const HEAD_WAYS: readonly Way[] = HEADS.map(([path, head, does]) => ({
  host: "head",
  path,
  title: `Reading room rules (${does})`,
  does,
  expect: valid(),
  demo: path === "/405" ? COURSES : false,
  answer: unlikeHead(head, GOOD),
}));

const inThreeMinutes = () => new Date(Date.now() + 180_000).toUTCString();

const RETRY_WAYS: readonly Way[] = [
  {
    host: "busy",
    path: "/429-seconds",
    title: "Catalogue search interface",
    does: "429 with Retry-After in seconds",
    expect: blocked("rate_limited"),
    demo: COAST,
    answer: status(429, { "Retry-After": 120 }),
  },
  {
    host: "busy",
    path: "/429-date",
    title: "Station metadata interface",
    does: "429 with Retry-After as a date",
    expect: blocked("rate_limited"),
    demo: false,
    answer: {
      handle: (visit) => status(429, { "Retry-After": inThreeMinutes() }).handle(visit),
      found: { status: 429 },
    },
  },
  {
    host: "busy",
    path: "/503-seconds",
    title: "Download server at night",
    does: "503 with Retry-After in seconds",
    expect: blocked("unavailable"),
    demo: false,
    answer: status(503, { "Retry-After": 600 }),
  },
  {
    host: "busy",
    path: "/503-nonsense",
    title: "Download server at noon",
    does: "503 with a Retry-After that is no time",
    expect: blocked("unavailable"),
    demo: false,
    answer: status(503, { "Retry-After": "soon" }),
  },
];

/** Ways that are all in the status line and its retry headers. */
export const WAYS_BY_STATUS: readonly Way[] = [...STATUS_WAYS, ...HEAD_WAYS, ...RETRY_WAYS];
