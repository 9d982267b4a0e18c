import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { RUN_STATUS_NAMES } from "./run-status";

/** All that the address of /runs holds. */
export const runsSearch = {
  status: parseAsArrayOf(parseAsStringLiteral(RUN_STATUS_NAMES)).withDefault([]),
  function: parseAsString.withDefault(""),
  /** Id of the event that started them; other pages lead here with it. */
  event: parseAsString.withDefault(""),
  /** Id of the last run of the page before. */
  after: parseAsString,
};

export type RunsSearch = inferParserType<typeof runsSearch>;

export const loadRunsSearch = createLoader(runsSearch);
const serialize = createSerializer(runsSearch);

/** The address of /runs with this state. */
export function runsPath(search: Partial<RunsSearch>): string {
  return serialize("/runs", search);
}
