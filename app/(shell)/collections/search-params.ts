import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsIsoDate,
  parseAsNumberLiteral,
  parseAsStringLiteral,
} from "nuqs/server";
import { DEFAULT_TREND_DAYS, TREND_DAYS } from "@/lib/reports/trend";

/** `worst`: the largest share of broken resources first. */
export const COLLECTION_SORTS = ["worst", "name", "total"] as const;
export type CollectionSort = (typeof COLLECTION_SORTS)[number];

/** All that the address of a report holds: of /collections, and but for the order of one collection's. */
export const reportSearch = {
  sort: parseAsStringLiteral(COLLECTION_SORTS).withDefault("worst"),
  down: parseAsBoolean,
  /** Numbers with those of the collections inside. */
  inside: parseAsBoolean.withDefault(true),
  /** Changes are against this day (UTC); a week ago when left out. */
  since: parseAsIsoDate,
  /** Length of the trend. */
  days: parseAsNumberLiteral(TREND_DAYS).withDefault(DEFAULT_TREND_DAYS),
};

export type ReportSearch = inferParserType<typeof reportSearch>;

export const loadReportSearch = createLoader(reportSearch);
const serialize = createSerializer(reportSearch);

/** The address of the report on all collections; what is left out stands at its default. */
export function collectionsPath(search: Partial<ReportSearch>): string {
  return serialize("/collections", search);
}

/** The address of one collection's report. */
export function collectionPath(slug: string, search: Partial<ReportSearch> = {}): string {
  return serialize(`/collections/${slug}`, search);
}

/** The same report as a file. */
export function reportFilePath(format: "csv" | "json", search: Partial<ReportSearch>): string {
  return serialize(`/collections/report.${format}`, search);
}

export function isDescending({ sort, down }: Pick<ReportSearch, "sort" | "down">): boolean {
  return down ?? sort !== "name";
}
