import { custom, html, page, redirect, status } from "./answers";
import { failing, valid } from "./expectations";
import { renderPage } from "./page";
import { tableOf } from "./table";
import type { Answer, Visit, Way } from "./way";

type Demo = Way["demo"];

const NOT_FOUND = renderPage({
  title: "Page not found",
  paragraphs: ["We could not find what you were looking for. Try the search, or go back to the start page."],
});
/** Without the template of the other pages: who sells names has one of his own. */
const PARKED =
  "<!DOCTYPE html><html><head><title>parked.odd.localhost</title></head><body><h1>This domain may be for sale</h1><ul><li>Related searches</li><li>Tide tables</li><li>Boat insurance</li><li>Online degrees</li></ul><p>Buy this name today, by card or in instalments.</p></body></html>\n";
const SHELL =
  '<!DOCTYPE html><html><head><title>Viewer</title></head><body><div id="root"></div><script src="/app.js"></script></body></html>\n';

const ABOUT = page({
  title: "About the reading circle",
  paragraphs: ["We read one long book each winter and argue about it on Thursdays. Guests bring their own chair."],
});

/** Says it differently each time: the address, a date, a number. */
function restlessNotFound({ request, response, nth }: Visit): void {
  const text = `We looked for ${decodeURI(request.url ?? "/")} on ${new Date().toISOString()} and could not find it in any of our drawers.`;
  const more = "It may have been moved or removed. Please try the search above, or write to the library.";
  html(renderPage({ title: "Nothing here", site: "Drawers", paragraphs: [text, more, `Case ${nth * 7919}.`] })).handle({
    request,
    response,
  } as Visit);
}

const RULES = page({
  title: "Rules of the reading circle",
  paragraphs: [
    "Who has not read the chapter brings the cake. Spoilers are fined, and the fines pay for next winter's book.",
  ],
});

/** A row that stands for every path of its host but those that have a row of their own. */
function everywhere(
  host: string,
  row: { does: string; example: string; title: string; demo?: Demo; expect: Way["expect"]; answer: Answer },
): Way {
  const { example, title, demo = false } = row;
  return { ...tableOf(host)("/*", row.does, row.expect, row.answer), example, title, demo };
}

const SOFT: readonly Way[] = [
  everywhere("soft-404", {
    does: "200 with the same error page for any path",
    example: "/reports/2019/coastline",
    title: "Coastline 2019",
    demo: "Coastal Data Portal",
    expect: failing("soft_404"),
    answer: html(NOT_FOUND),
  }),
  tableOf("soft-404")("/about", "a good page where all others are errors with 200", valid(), ABOUT),
  everywhere("soft-404-restless", {
    does: "200 with an error page that names the address, the date and a number",
    example: "/drawer/7",
    title: "Drawer 7",
    expect: failing("soft_404"),
    answer: custom(restlessNotFound),
  }),
  tableOf("soft-404-restless")("/about", "a good page in the template of such errors", valid(), ABOUT),
  everywhere("to-home", {
    does: "302 to the start page for any path",
    example: "/collections/maps/1790",
    title: "Maps of 1790",
    expect: failing("soft_404"),
    answer: redirect(302, ["to-home", "/"]),
  }),
  tableOf("to-home")("/", "the start page to which all leads", valid(), ABOUT),
  tableOf("to-home")(
    "/old-rules",
    "301 to another page of such a host",
    valid("moved_permanently"),
    redirect(301, ["to-home", "/rules"]),
  ),
  tableOf("to-home")("/rules", "a good page of such a host", valid(), RULES),
  everywhere("half-honest", {
    does: "404 with an error page",
    example: "/nothing",
    title: "Nothing on the shelf",
    expect: failing("not_found"),
    answer: html(NOT_FOUND, { status: 404 }),
  }),
  tableOf("half-honest")("/withdrawn", "the host's own error page, but with 200", failing("soft_404"), html(NOT_FOUND)),
  tableOf("half-honest")("/about", "a good page of the host", valid(), ABOUT),
];

const LEFT: readonly Way[] = [
  everywhere("parked", {
    does: "a parked name: 200 with advertising",
    example: "/journal",
    title: "Small Harbours Journal",
    demo: "Open Coursework",
    expect: failing("parked"),
    answer: html(PARKED),
  }),
  tableOf("library")(
    "/names-for-sale",
    "a good page with the words of a parked name",
    valid(),
    page({
      title: "When a domain is for sale",
      paragraphs: [
        "A guide for librarians: this domain may be for sale, related searches, and what sponsored listings mean.",
      ],
    }),
  ),
  everywhere("app-shell", {
    does: "200 with the same empty application",
    example: "/viewer",
    title: "Interactive viewer",
    demo: "Coastal Data Portal",
    expect: valid("app_shell"),
    answer: html(SHELL),
  }),
  tableOf("app-shell")("/closed", "404 of such a host", failing("not_found"), status(404)),
];

/** Ways that only a comparison with another answer of their host tells. */
export const WAYS_BY_LIKENESS: readonly Way[] = [...SOFT, ...LEFT];
