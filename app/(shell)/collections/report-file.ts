import { csvLine } from "@/lib/csv-line";
import { getCollectionReport } from "@/lib/reports/get-collection-report";
import { healthOf, summaryStatus } from "@/lib/reports/health";
import { SEVERITY } from "@/lib/resources/verdict";
import { type CollectionLine, toCollectionLines } from "./order-lines";
import type { ReportSearch } from "./search-params";

type ReportFile = { search: ReportSearch; now: Date };
type Row = Record<string, string | number | null>;

/** The report as the screen has it, a line per collection, in its order. */
export async function* reportCsv(file: ReportFile): AsyncGenerator<string, void, void> {
  const rows = await reportRows(file);
  const heads = Object.keys(toRow(EMPTY_LINE));
  yield csvLine(heads);
  yield rows.map((row) => csvLine(heads.map((head) => row[head] ?? null))).join("");
}

/** The same as a JSON array of objects. */
export async function* reportJson(file: ReportFile): AsyncGenerator<string, void, void> {
  yield `${JSON.stringify(await reportRows(file), null, 1)}\n`;
}

async function reportRows({ search, now }: ReportFile): Promise<Row[]> {
  const { lines } = await getCollectionReport({ now });
  return toCollectionLines(lines, search).map(toRow);
}

function toRow({ slug, name, depth, isInside, counts }: CollectionLine): Row {
  const { total, checked, open, acknowledged } = healthOf(counts);
  return {
    ...{ collection: slug, name, depth, withCollectionsInside: isInside ? "yes" : "no" },
    ...{ status: summaryStatus({ open }), resources: total, checked },
    ...Object.fromEntries(SEVERITY.map((verdict) => [verdict, open[verdict]])),
    acknowledged,
    brokenPercent: checked === 0 ? null : Math.round((open.broken / checked) * 10_000) / 100,
  };
}

const NONE = { broken: 0, unreachable: 0, failing: 0, blocked: 0, valid: 0, unchecked: 0 };

/** Names the columns where there is no collection. */
const EMPTY_LINE: CollectionLine = {
  ...{ id: "", slug: "", name: "", parentName: null, depth: 0, isCheckingOn: true, isSnapshotting: true },
  ...{ isInside: true, isRolledUp: false, counts: { total: 0, byVerdict: NONE, acknowledged: NONE } },
};
