import { redirect } from "next/navigation";
import { toRoute } from "@/components/ui/route";
import { AppError } from "@/lib/errors";
import { toPageRequest } from "@/lib/page";
import { countResources } from "@/lib/resources/count-resources";
import { listResources } from "@/lib/resources/list-resources";
import { type ResourcesSearch, resourcesPath, toResourceFilter, toResourceQuery } from "./search-params";
import { toTableRow } from "./table-row";

export type ResourcesPageRows = Awaited<ReturnType<typeof loadResourcesPage>>;

/** Rows and count for one address. An old link into the middle of the list leads to its first page. */
export async function loadResourcesPage(search: ResourcesSearch, now = new Date()) {
  const [page, total] = await Promise.all([listPage(search), countResources(toResourceFilter(search))]);
  const { rows, nextCursor, previousCursor } = page;
  return { rows: rows.map((row) => toTableRow(row, now)), nextCursor, previousCursor, ...total };
}

async function listPage(search: ResourcesSearch) {
  try {
    return await listResources({ query: toResourceQuery(search), page: toPageRequest(search) });
  } catch (error) {
    if (!(error instanceof AppError && error.fields?.cursor !== undefined)) throw error;
    redirect(toRoute(resourcesPath({ ...search, after: null, before: null })));
  }
}
