import { Download } from "lucide-react";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { buttonClass } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import { type TabLink, TabLinks } from "@/components/ui/tab-links";
import { Time } from "@/components/ui/time";
import { requireActor } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { formatCount, formatNumber } from "@/lib/format";
import { getImport } from "@/lib/imports/get-import";
import { listImportRows } from "@/lib/imports/list-import-rows";
import { orNotFound } from "../../../or-not-found";
import { IMPORT_OUTCOMES, loadOutcomesSearch, outcomesPath } from "../search-params";
import { OUTCOME_LABEL, OutcomeRows } from "./outcome-rows";

export const metadata: Metadata = { title: "Import" };

type Props = { params: Promise<{ importId: string }>; searchParams: Promise<SearchParams> };

/** What became of each line of an import. */
export default async function ImportOutcomePage({ params, searchParams }: Props) {
  await requireActor();
  const { importId } = await params;
  const { outcome, after } = await loadOutcomesSearch(searchParams);
  const found = await orNotFound(getImport(importId));
  const page = await pageOf({ importId, outcome: outcome ?? undefined, after: after ?? undefined });
  const counts = { created: found.createdCount, existing: found.existingCount, refused: found.refusedCount };
  const shown = outcome ? counts[outcome] : found.rowCount;
  const tabs: TabLink[] = [null, ...IMPORT_OUTCOMES].map((kind) => ({
    href: toRoute(outcomesPath(importId, { outcome: kind })),
    label: kind === null ? "All lines" : OUTCOME_LABEL[kind],
    count: formatNumber(kind === null ? found.rowCount : counts[kind]),
    isCurrent: kind === outcome,
  }));
  return (
    <>
      <PageHeader
        parent={{ href: "/resources/import", label: "Import" }}
        title={found.fileName}
        lead={
          <>
            Into{" "}
            <Link className="link" href={toRoute(`/collections/${found.collection.slug}`)}>
              {found.collection.name}
            </Link>
            , <Time at={found.createdAt} />
          </>
        }
        actions={
          <a
            className={buttonClass()}
            href={`/resources/import/${importId}/outcomes.csv${outcome ? `?outcome=${outcome}` : ""}`}
            download
          >
            <Download aria-hidden="true" />
            CSV
          </a>
        }
      />
      <div className="mt-4">
        <TabLinks label="Outcomes" tabs={tabs} />
        <OutcomeRows rows={page.rows} />
        <Pager
          label="Lines"
          previous={after === null ? null : toRoute(outcomesPath(importId, { outcome }))}
          next={page.nextCursor === null ? null : toRoute(outcomesPath(importId, { outcome, after: page.nextCursor }))}
          summary={`${formatNumber(page.rows.length)} of ${formatCount(shown, "line")}`}
        />
      </div>
    </>
  );
}

/** An old link into the middle leads to the first page. */
async function pageOf(request: Parameters<typeof listImportRows>[0]) {
  try {
    return await listImportRows(request);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "INVALID")) throw error;
    redirect(toRoute(outcomesPath(request.importId, { outcome: request.outcome })));
  }
}
