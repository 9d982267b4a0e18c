import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { type Actor, hasRole } from "@/lib/actor";
import { getBulkRun, type BulkProgress as Progress } from "@/lib/bulk/get-bulk-run";
import { listBulkRuns } from "@/lib/bulk/list-bulk-runs";
import { type BulkPace, getBulkPace } from "@/lib/checks/get-bulk-pace";
import { formatCount, formatNumber } from "@/lib/format";
import { paceText } from "../pace-text";
import { bulkPath } from "./bulk/search-params";
import { CancelBulkRun } from "./cancel-bulk-run";

/** How many newest runs are looked at: more than people start at once. */
const LOOKED_AT = 10;

/** Bulk actions under way, each with how far it has come. Nothing when there are none. */
export async function BulkProgress({ actor }: { actor: Actor }) {
  const runs = await listBulkRuns({ limit: LOOKED_AT });
  const running = runs.filter(({ state }) => state === "running");
  if (running.length === 0) return null;
  const now = new Date();
  const progress = await Promise.all(
    running.map(async ({ id, action, createdAt }) => ({
      run: await getBulkRun(id),
      pace: action === "check" ? await getBulkPace({ bulkRunId: id, createdAt, now }) : null,
    })),
  );
  return (
    <ul className="mt-4 flex flex-col gap-2 text-sm" aria-label="Bulk actions under way">
      {progress.map(({ run, pace }) => (
        <Line key={run.id} run={run} pace={pace} mayCancel={hasRole(actor, "admin") || run.createdById === actor.id} />
      ))}
    </ul>
  );
}

function Line({ run, pace, mayCancel }: { run: Progress; pace: BulkPace | null; mayCancel: boolean }) {
  const wanted = run.total - run.refusedCount;
  const text = `${formatNumber(run.doneCount)} of ${formatCount(wanted, "resource")} ${
    run.action === "check" ? "checked" : "queued for archiving"
  }`;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link className="link sm:min-w-72" href={toRoute(bulkPath(run.id))}>
        {text}
      </Link>
      <Meter label="Bulk action" value={run.doneCount} max={wanted} text={text} className="w-40" />
      <span className="text-muted text-xs">
        {pace && `${paceText(pace)} · `}started <Time at={run.createdAt} />
      </span>
      {mayCancel && <CancelBulkRun bulkRunId={run.id} />}
    </li>
  );
}
