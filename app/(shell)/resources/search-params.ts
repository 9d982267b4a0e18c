import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { RESOURCE_SORTS, type ResourceQuery, SNAPSHOT_FILTERS } from "@/lib/resources/query";
import { REASONS, VERDICTS } from "@/lib/resources/verdict";

/** All that the address of /resources holds; the page reads it, the toolbar writes it. */
export const resourcesSearch = {
  q: parseAsString.withDefault(""),
  /** Slug. */
  collection: parseAsString.withDefault(""),
  verdict: parseAsArrayOf(parseAsStringLiteral(VERDICTS)).withDefault([]),
  reason: parseAsArrayOf(parseAsStringLiteral(REASONS)).withDefault([]),
  code: parseAsInteger,
  visibility: parseAsStringLiteral(["public", "private"] as const),
  snapshot: parseAsArrayOf(parseAsStringLiteral(SNAPSHOT_FILTERS)).withDefault([]),
  sort: parseAsStringLiteral(RESOURCE_SORTS).withDefault("added"),
  down: parseAsBoolean,
  /** Keyset cursors; at most one of the two. */
  after: parseAsString,
  before: parseAsString,
};

export type ResourcesSearch = inferParserType<typeof resourcesSearch>;
