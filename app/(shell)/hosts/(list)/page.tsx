import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/ui/page-header";
import { requireActor } from "@/lib/auth";
import { listHosts } from "@/lib/hosts/list-hosts";
import { listIncidents } from "@/lib/hosts/list-incidents";
import { toPageRequest } from "@/lib/page";
import { HostsTable } from "../hosts-table";
import { Incidents } from "../incidents";
import { isFiltered, loadHostsSearch, toHostQuery } from "../search-params";

export const metadata: Metadata = { title: "Hosts" };

/** The hosts that resources are at: how each stands with our checks, and the incidents first. */
export default async function HostsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireActor();
  const search = await loadHostsSearch(searchParams);
  const now = new Date();
  const isPlain = !isFiltered(search) && search.after === null && search.before === null;
  const [list, incidents] = await Promise.all([
    listHosts({ query: toHostQuery(search), page: toPageRequest(search), now }),
    isPlain ? listIncidents({ now }) : [],
  ]);
  return (
    <>
      <LiveRefresh tables={["Resource", "Host", "Setting"]} />
      <PageHeader title="Hosts" lead="How checks treat each host, what it answers, and what was decided for it." />
      <Incidents incidents={incidents} />
      <HostsTable list={list} search={search} />
    </>
  );
}
