import type { Column } from "@/components/table/columns";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { formatDuration, formatNumber } from "@/lib/format";
import type { RunRow } from "@/lib/runs/list-runs";
import { eventLabel, isByClock } from "./event-label";
import { functionName } from "./function-name";
import { RunStatus } from "./run-status";

/** The columns of /runs. */
export const RUN_COLUMNS: readonly Column<RunRow>[] = [
  {
    id: "function",
    header: "Function",
    phone: "title",
    width: "16rem",
    cell: (row) => (
      <Link href={toRoute(`/runs/${row.runId}`)} className="font-medium hover:underline">
        {functionName(row.functionId)}
      </Link>
    ),
  },
  { id: "status", header: "Status", width: "8rem", phone: "end", cell: (row) => <RunStatus status={row.status} /> },
  {
    id: "event",
    header: "Event",
    cell: (row) => (
      <>
        {eventLabel(row.eventName)}
        {row.errorMessage ? (
          <span title={row.errorMessage} className="ml-2 text-broken text-xs">
            {row.errorMessage}
          </span>
        ) : (
          !isByClock(row.eventName) && (
            <code className="ml-2 font-mono text-faint text-xs">{dataText(row.eventData)}</code>
          )
        )}
      </>
    ),
  },
  {
    id: "attempt",
    header: "Tries",
    width: "4rem",
    align: "end",
    phone: "hidden",
    cell: (row) => formatNumber(row.attempt + 1),
  },
  { id: "queued", header: "Queued", phoneLabel: "queued", width: "7rem", cell: (row) => <Time at={row.queuedAt} /> },
  { id: "took", header: "Took", phoneLabel: "took", width: "6rem", align: "end", cell: (row) => <Took row={row} /> },
];

function Took({ row: { startedAt, endedAt, nextAt } }: { row: RunRow }) {
  if (startedAt && endedAt) return formatDuration(endedAt.getTime() - startedAt.getTime());
  if (nextAt) return <Time at={nextAt} />;
  return <span className="text-faint">–</span>;
}

function dataText(data: unknown): string {
  if (typeof data !== "object" || data === null) return "";
  return Object.entries(data)
    .filter(([name]) => !name.startsWith("_"))
    .map(([name, value]) => `${name}=${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(" ");
}
