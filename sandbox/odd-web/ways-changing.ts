import { custom, html, page, status } from "./answers";
import { failing, valid } from "./expectations";
import { renderPage } from "./page";
import { type Demo, tableOf } from "./table";
import type { Answer, Way } from "./way";

const way = tableOf("weather");
const courses = (title: string): Demo => ({ title, in: "Open Coursework" });
const coast = (title: string): Demo => ({ title, in: "Coastal Data Portal" });

const GOOD = page({
  title: "Forecast for the sound",
  paragraphs: ["Wind from the west, sea slight, visibility good."],
});

/** Chooses among answers by how often the way was visited. */
function byVisit(choose: (nth: number) => Answer): Answer {
  return custom((visit) => choose(visit.nth).handle(visit));
}

const SEMINAR = page({
  title: "Seminar on estuaries",
  paragraphs: ["Weekly meetings on mud, salt and birds, with readings and a boat trip in the week before Easter."],
});

/** The site of another owner at the same address. */
const TOURS =
  "<!DOCTYPE html><html><head><title>Discount harbour tours</title></head><body><h2>Book three tours and pay for two!</h2><p>Lunch is included on Sundays, children travel free, dogs are welcome below deck.</p></body></html>\n";

function edition(nth: number): Answer {
  return nth <= 3 ? SEMINAR : html(TOURS);
}

/** Changes in details at each visit, as pages with a clock or a token do. */
function restless(nth: number): Answer {
  const paragraphs = ["The list of boats in harbour, renewed all the time.", `Visit ${nth}. Token ${nth * 7919}.`];
  return html(renderPage({ title: "Boats in harbour", paragraphs }));
}

/** Ways that are another at another visit. Counted by address, HEAD and GET alike. */
export const WAYS_BY_CHANGE: readonly Way[] = [
  way(
    "/flapping",
    "every third visit fails with 500",
    valid(),
    byVisit((nth) => (nth % 3 === 0 ? status(500) : GOOD)),
    coast("Live wind at the pier"),
  ),
  way(
    "/mends",
    "500 six times, then a page",
    failing("server_error"),
    byVisit((nth) => (nth <= 6 ? status(500) : GOOD)),
  ),
  way(
    "/breaks",
    "a page six times, then 404",
    valid(),
    byVisit((nth) => (nth <= 6 ? GOOD : status(404))),
  ),
  way(
    "/drifts",
    "another page altogether after three visits",
    valid(),
    byVisit(edition),
    courses("Seminar on estuaries"),
  ),
  way("/restless", "the same page with another token each time", valid(), byVisit(restless)),
];
