import { page } from "./answers";
import type { Way } from "./way";

const COLLECTION = "Open Coursework";

/** Host, path, title, what the page says. */
const PAGES: readonly (readonly [host: string, path: string, title: string, text: string])[] = [
  [
    "courses",
    "/hydrology/syllabus",
    "Introduction to Hydrology: syllabus",
    "Twelve weeks on rain, rivers and groundwater, with two field days at the gauging station and one written exam.",
  ],
  [
    "courses",
    "/hydrology/problem-set-1",
    "Hydrology: problem set 1",
    "Estimate the mean annual runoff of a small catchment from the rain gauge table, and say how sure you are.",
  ],
  [
    "courses",
    "/hydrology/reading-list",
    "Hydrology: reading list",
    "Two textbooks, nine papers and the manual of the stream gauge. All are in the reading room.",
  ],
  [
    "courses",
    "/linear-algebra/lecture-3",
    "Linear Algebra, lecture 3: bases",
    "Why two bases of one space have the same size, with the exchange lemma proved at the board.",
  ],
  [
    "courses",
    "/linear-algebra/lecture-4",
    "Linear Algebra, lecture 4: rank",
    "Row rank equals column rank. The notes give three proofs and ask which of them you would remember.",
  ],
  [
    "courses",
    "/linear-algebra/exam-archive",
    "Linear Algebra: past exams",
    "Exams of the last six years. Solutions are given for the odd years only, on purpose.",
  ],
  [
    "courses",
    "/cartography/lab-2",
    "Cartography lab 2: projections",
    "Draw the same coast in three projections and measure what each one does to its length.",
  ],
  [
    "courses",
    "/archives/handling-guide",
    "Handling guide for archival objects",
    "Clean dry hands, pencils only, one folder at a time. Gloves are for photographs and metal.",
  ],
  [
    "library",
    "/guides/citing-data",
    "How to cite a dataset",
    "Name the creator, the year, the title with its version, the repository and the identifier. Say when you fetched it.",
  ],
  [
    "library",
    "/guides/open-licences",
    "Open licences in one page",
    "What you may do with a work under each of the common licences, and whom to ask when none is named.",
  ],
  [
    "library",
    "/guides/reference-managers",
    "Choosing a reference manager",
    "Four programs compared by what they export, because that is what you will need in ten years.",
  ],
  [
    "library",
    "/opening-hours",
    "Opening hours of the reading rooms",
    "The large reading room is open from eight to eight; the map room closes at five and on rainy Fridays earlier.",
  ],
  [
    "library",
    "/catalogue/oral-histories",
    "Oral history collection",
    "Two hundred and six interviews with harbour workers, with transcripts and a time index.",
  ],
  [
    "library",
    "/catalogue/herbarium-sheets",
    "Herbarium sheets online",
    "Pressed plants of the estuary from 1871 onwards, each with place, collector and a scale bar.",
  ],
  [
    "press",
    "/books/measuring-rivers",
    "Measuring Rivers (open textbook)",
    "A textbook on gauges, weirs and errors, free to read chapter by chapter.",
  ],
  [
    "press",
    "/books/field-notes",
    "Writing Field Notes",
    "How to write notes that somebody else can use: when, where, who, what, and what you did not look at.",
  ],
  [
    "press",
    "/journals/teaching-statistics",
    "Notes on Teaching Statistics",
    "A small journal about classroom experiments with real data, two issues a year.",
  ],
  [
    "media",
    "/lectures/tides-explained",
    "Lecture: tides explained",
    "A recorded lecture with slides. The bulge picture is shown, then taken apart.",
  ],
  [
    "media",
    "/lectures/history-of-maps",
    "Lecture: a short history of maps",
    "From clay tablets to tiles. The transcript has links to every map that is shown.",
  ],
  [
    "tools",
    "/unit-converter",
    "Unit converter for hydrologists",
    "Converts cubic feet per second to litres per second, and warns when digits are lost.",
  ],
  [
    "tools",
    "/significant-figures",
    "Significant figures drill",
    "Twenty questions about rounding. The drill keeps no score and asks again what you missed.",
  ],
  [
    "wiki",
    "/Levelling",
    "Levelling (student wiki)",
    "How to run a levelling line with a staff and an automatic level, with a worked booking sheet.",
  ],
  [
    "wiki",
    "/Secchi_disk",
    "Secchi disk (student wiki)",
    "A white disk on a line tells how clear the water is. Read it twice, going down and coming up.",
  ],
];

/** Good pages about teaching and libraries. */
export const COURSEWORK_WAYS: readonly Way[] = PAGES.map(([host, path, title, text]) => ({
  host,
  path,
  title,
  does: "a good page with an ETag",
  expect: { verdict: "valid", reason: "ok" },
  demo: COLLECTION,
  answer: page({
    title,
    site: "Open Coursework",
    paragraphs: [text, `${title} is kept by its teaching group. Corrections are welcome at the desk in person.`],
  }),
}));
