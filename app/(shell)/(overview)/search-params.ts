import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsIsoDate,
  parseAsNumberLiteral,
} from "nuqs/server";
import { DEFAULT_TREND_DAYS, TREND_DAYS } from "@/lib/reports/trend";

const overviewSearch = {
  /** Changes are against this day (UTC); a week ago when left out. */
  since: parseAsIsoDate,
  /** Length of the trend. */
  days: parseAsNumberLiteral(TREND_DAYS).withDefault(DEFAULT_TREND_DAYS),
};

export type OverviewSearch = inferParserType<typeof overviewSearch>;

/** What the address of the overview holds. */
export const loadOverviewSearch = createLoader(overviewSearch);
const serialize = createSerializer(overviewSearch);

/** The address of the overview with this state. */
export function overviewPath(search: Partial<OverviewSearch>): string {
  return serialize("/", search);
}
