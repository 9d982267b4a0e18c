import { guarded } from "@/lib/api";
import { csvReply } from "@/lib/api/file-reply";
import { exportResourcesCsv } from "@/lib/reports/export-resources";
import { loadResourcesSearch, toExportColumns, toResourceQuery } from "../search-params";

/** "Export" of /resources: all that the filter in the address matches, in the list's order, as CSV. */
export const GET = guarded("viewer", async ({ request, now }) => {
  const { searchParams } = new URL(request.url);
  const query = toResourceQuery(loadResourcesSearch(searchParams));
  const columns = toExportColumns(searchParams);
  return csvReply("resources.csv", exportResourcesCsv({ query, columns, now }));
});
