import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { requireActor } from "@/lib/auth";
import { listRunFunctions } from "@/lib/runs/list-run-functions";
import { listRuns } from "@/lib/runs/list-runs";
import { RunsTable } from "../runs-table";
import { loadRunsSearch } from "../search-params";

export const metadata: Metadata = { title: "Runs" };

/** Runs of the step functions: what was started, how far it is, what failed. */
export default async function RunsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireActor();
  const search = await loadRunsSearch(searchParams);
  const { status, function: functionId, event: eventId, after } = search;
  const [list, functionIds] = await Promise.all([
    listRuns({
      query: { status, ...(functionId && { functionId }), ...(eventId && { eventId }) },
      page: after === null ? {} : { after },
    }),
    listRunFunctions(),
  ]);
  return (
    <>
      <LiveRefresh tables={["Resource", "Snapshot", "Schedule"]} />
      <PageHeader title="Runs" lead="What the engine started: each event, its run, and the steps with their tries." />
      {list.isReadable ? (
        <RunsTable list={list} search={search} functionIds={functionIds} />
      ) : (
        <Banner className="mt-4">{list.sentence}</Banner>
      )}
    </>
  );
}
