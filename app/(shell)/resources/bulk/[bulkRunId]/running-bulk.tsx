import { Meter } from "@/components/ui/meter";
import type { BulkProgress } from "@/lib/bulk/get-bulk-run";
import { getBulkPace } from "@/lib/checks/get-bulk-pace";
import { formatCount, formatNumber } from "@/lib/format";
import { paceText } from "../../../pace-text";

/** How far a bulk action that runs has come; of checks also how quickly it goes. */
export async function RunningBulk({ run }: { run: BulkProgress }) {
  const wanted = run.total - run.refusedCount;
  const isCheck = run.action === "check";
  const text = `${formatNumber(run.doneCount)} of ${formatCount(wanted, "resource")} ${isCheck ? "checked" : "queued"}`;
  const pace = isCheck ? await getBulkPace({ bulkRunId: run.id, createdAt: run.createdAt, now: new Date() }) : null;
  return (
    <div className="mt-4 max-w-xl text-sm">
      <span>{text}</span>
      <Meter label="Bulk action" value={run.doneCount} max={wanted} text={text} className="my-1.5" />
      {pace && <p className="text-muted text-xs">{paceText(pace)}</p>}
    </div>
  );
}
