import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import { type TabLink, TabLinks } from "@/components/ui/tab-links";
import { Time } from "@/components/ui/time";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { countBulkOutcomes } from "@/lib/bulk/count-bulk-outcomes";
import { getBulkRun } from "@/lib/bulk/get-bulk-run";
import { listBulkItems } from "@/lib/bulk/list-bulk-items";
import { bulkActionLabel, outcomeLabel } from "@/lib/bulk/outcome-text";
import { formatCount, formatNumber } from "@/lib/format";
import { orNotFound } from "../../../or-not-found";
import { CancelBulkRun } from "../../cancel-bulk-run";
import { bulkPath, loadBulkSearch, WAITING } from "../search-params";
import { ItemRows } from "./item-rows";
import { RunningBulk } from "./running-bulk";

export const metadata: Metadata = { title: "Bulk action" };

const STATE_TEXT = { running: "under way", done: "done", cancelled: "stopped" } as const;

type Props = { params: Promise<{ bulkRunId: string }>; searchParams: Promise<SearchParams> };

/** What became of each resource of a bulk action. */
export default async function BulkRunPage({ params, searchParams }: Props) {
  const actor = await requireActor();
  const { bulkRunId } = await params;
  const { outcome, after } = await loadBulkSearch(searchParams);
  const run = await orNotFound(getBulkRun(bulkRunId));
  const wanted = outcome === null ? undefined : outcome === WAITING ? null : outcome;
  const [counts, page] = await Promise.all([
    countBulkOutcomes(bulkRunId),
    listBulkItems({ bulkRunId, outcome: wanted, after: after ?? undefined }),
  ]);
  const shown = outcome === null ? run.total : (counts.find((row) => row.outcome === wanted)?.count ?? 0);
  const tab = (kind: string | null, label: string, count: number): TabLink => ({
    ...{ href: toRoute(bulkPath(bulkRunId, { outcome: kind })), label, count: formatNumber(count) },
    isCurrent: kind === outcome,
  });
  const mayStop = run.state === "running" && (hasRole(actor, "admin") || run.createdById === actor.id);
  const tabs = counts.map((row) => tab(row.outcome ?? WAITING, outcomeLabel(row.outcome), row.count));
  return (
    <>
      <LiveRefresh tables={run.state === "running" ? ["BulkRun", "Resource"] : ["BulkRun"]} />
      <PageHeader
        parent={{ href: "/resources", label: "Resources" }}
        title={`${bulkActionLabel(run.action)} ${formatCount(run.total, "resource")}`}
        lead={
          <>
            Started <Time at={run.createdAt} />, {STATE_TEXT[run.state]}{" "}
            {run.finishedAt && <Time at={run.finishedAt} />}
          </>
        }
        actions={mayStop && <CancelBulkRun bulkRunId={run.id} />}
      />
      {run.state === "running" && <RunningBulk run={run} />}
      <div className="mt-4">
        <TabLinks label="Outcomes" tabs={[tab(null, "All", run.total), ...tabs]} />
        <ItemRows items={page.items} />
        <Pager
          label="Resources"
          previous={after === null ? null : toRoute(bulkPath(bulkRunId, { outcome }))}
          previousText="First"
          next={page.nextCursor === null ? null : toRoute(bulkPath(bulkRunId, { outcome, after: page.nextCursor }))}
          summary={`${formatNumber(page.items.length)} of ${formatCount(shown, "resource")}`}
        />
      </div>
    </>
  );
}
