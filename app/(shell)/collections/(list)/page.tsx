import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LiveRefresh } from "@/components/live-refresh";
import { EmptyState } from "@/components/ui/empty-state";
import { FileMenu } from "@/components/ui/file-menu";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { getCollectionReport } from "@/lib/reports/get-collection-report";
import { AddCollectionDialog } from "../add-collection-dialog";
import { CollectionsTable } from "../collections-table";
import { InsideToggle } from "../inside-toggle";
import { toCollectionLines } from "../order-lines";
import { ReportHead } from "../report-head";
import { loadReportSearch, reportFilePath } from "../search-params";

export const metadata: Metadata = { title: "Collections" };

/** The report on broken resources: all of them in numbers, then collection by collection. */
export default async function CollectionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const actor = await requireActor();
  const search = await loadReportSearch(searchParams);
  const now = new Date();
  const { lines, total } = await getCollectionReport({ now });
  const isAdmin = hasRole(actor, "admin");
  const add = isAdmin ? <AddCollectionDialog parents={lines.map(({ slug, name }) => ({ slug, name }))} /> : null;
  const isNested = lines.some(({ parentId }) => parentId !== null);
  return (
    <>
      <LiveRefresh tables={["Resource"]} />
      <PageHeader
        title="Collections"
        lead="Broken resources by collection, the worst first. Shares are of those checked; acknowledged ones are counted apart."
        actions={lines.length > 0 && add}
      />
      {lines.length === 0 ? (
        <EmptyState title="No collection yet" actions={add}>
          A collection is a site, a portal or an organisation that owns resources.{" "}
          {isAdmin ? "Add one, then import its URLs." : "An admin adds the first one."}
        </EmptyState>
      ) : (
        <div className="mt-5 flex flex-col gap-8">
          <ReportHead search={search} counts={total} now={now} />
          <Section
            title="By collection"
            actions={
              <>
                {isNested && <InsideToggle />}
                <FileMenu files={reportFiles(search)} />
              </>
            }
          >
            <CollectionsTable
              label="Collections"
              rows={toCollectionLines(lines, search)}
              search={search}
              pathFor="/collections"
            />
          </Section>
        </div>
      )}
    </>
  );
}

function reportFiles(search: Parameters<typeof reportFilePath>[1]) {
  return [
    { label: "Report as CSV", href: reportFilePath("csv", search) },
    { label: "Report as JSON", href: reportFilePath("json", search) },
  ];
}
