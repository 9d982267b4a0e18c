import { custom, page, redirect, status } from "./answers";
import { failing, unreachable, valid } from "./expectations";
import { type Demo, tableOf } from "./table";
import type { Answer, Expectation, Way } from "./way";

const HOST = "moved";
const way = tableOf(HOST);
const courses = (title: string): Demo => ({ title, in: "Open Coursework" });
const coast = (title: string): Demo => ({ title, in: "Coastal Data Portal" });

const here = (path: string) => [HOST, path] as const;
const HOME = here("/new-home");
const NEW_HOME = page({ title: "New home of the reader", paragraphs: ["The reader moved here in spring."] });
const TO_LIBRARY = redirect(301, ["library", "/opening-hours"]);

const DIRECT: readonly Way[] = [
  way("/new-home", "the page to which others lead", valid(), NEW_HOME),
  way("/301", "301 to a page", valid("moved_permanently"), redirect(301, HOME), courses("Course reader (old address)")),
  way("/302", "302 to a page", valid("redirected"), redirect(302, HOME), coast("Current tide table")),
  way("/303", "303 to a page", valid("redirected"), redirect(303, HOME)),
  way("/307", "307 to a page", valid("redirected"), redirect(307, HOME)),
  way("/308", "308 to a page", valid("moved_permanently"), redirect(308, HOME), coast("Gauge handbook, 2nd edition")),
  way("/relative", "301 with a relative Location", valid("moved_permanently"), redirect(301, "new-home")),
  way("/other-host", "301 to another host", valid("moved_permanently"), TO_LIBRARY),
  way("/mixed", "301, then 302, then a page", valid("redirected"), redirect(301, here("/302"))),
  way(
    "/to-404",
    "302 to a 404",
    failing("not_found"),
    redirect(302, here("/nowhere")),
    courses("Syllabus archive 2014"),
  ),
  way("/nowhere", "404 at the end of a redirect", failing("not_found"), status(404)),
];

/** As publishers do: who has no cookie is sent around for one, by way of another host. */
function cookieRound(): Answer {
  return custom((visit) => {
    const hasCookie = visit.request.headers.cookie?.includes("reader=yes") === true;
    const round = { Location: visit.at(`idp.${HOST}`, "/transit"), "Set-Cookie": "reader=yes; Path=/; HttpOnly" };
    if (hasCookie) NEW_HOME.handle(visit);
    else visit.response.writeHead(302, { ...round, "Content-Length": 0 }).end();
  });
}

/** Back from the other host. */
const TRANSIT = redirect(302, here("/cookie-round"));

const ROUNDS: readonly Way[] = [
  way("/cookie-round", "sends visitors around once for a cookie", valid("redirected"), cookieRound()),
  tableOf(`idp.${HOST}`)("/transit", "the other end of that round", valid("redirected"), TRANSIT),
];

const LOOP = unreachable("too_many_redirects");

const ENDLESS: readonly Way[] = [
  way(
    "/loop/a",
    "leads to b, which leads back",
    LOOP,
    redirect(302, here("/loop/b")),
    courses("Proxy login for journals"),
  ),
  way("/loop/b", "leads back to a", LOOP, redirect(302, here("/loop/a"))),
  way("/self", "leads to itself", LOOP, redirect(301, here("/self"))),
  ...chain("nine", 9),
  ...chain("twelve", 12),
];

/** A chain of `length` redirects that ends at a page. More than ten are too many for a check. */
function chain(name: string, length: number): Way[] {
  return Array.from({ length }, (_, hop) => {
    const left = length - hop;
    const next = left > 1 ? here(`/${name}/${hop + 1}`) : HOME;
    const does = hop === 0 ? `a chain of ${length} redirects` : `a chain of ${length} redirects, from hop ${hop}`;
    return way(`/${name}/${hop}`, does, left <= 10 ? valid("redirected") : LOOP, redirect(302, next));
  });
}

const PRIVATE: Expectation = { verdict: "unchecked", reason: "private_address" };
const UNREADABLE = unreachable("invalid_response");

const FORBIDDEN: readonly Way[] = [
  way("/to-private", "302 to a private address", PRIVATE, redirect(302, "http://10.0.0.8/"), coast("Intranet atlas")),
  way("/to-metadata", "302 to where clouds keep secrets", PRIVATE, redirect(302, "http://169.254.169.254/latest/")),
  way("/to-loopback", "302 to 127.0.0.1", PRIVATE, redirect(302, "http://127.0.0.1:2/")),
  way("/to-loopback-6", "302 to [::1]", PRIVATE, redirect(302, "http://[::1]:2/")),
  way("/to-file", "302 to a file: address", UNREADABLE, redirect(302, "file:///etc/hostname")),
  way("/to-script", "302 to a javascript: address", UNREADABLE, redirect(302, "javascript:alert(1)")),
  way("/to-nonsense", "302 to an address that is none", UNREADABLE, redirect(302, "http://[")),
  way("/no-location", "302 without Location, with a page", valid(), withoutLocation()),
];

function withoutLocation(): Answer {
  return custom(status(302).handle, { status: 302 });
}

/** Ways that lead somewhere else. */
export const WAYS_BY_REDIRECT: readonly Way[] = [...DIRECT, ...ROUNDS, ...ENDLESS, ...FORBIDDEN];
