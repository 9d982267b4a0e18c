import { guarded } from "@/lib/api";
import { jsonFileReply } from "@/lib/api/file-reply";
import { exportResourcesJson } from "@/lib/reports/export-resources";
import { loadResourcesSearch, toExportColumns, toResourceQuery } from "../search-params";

/** "Export" of /resources: all that the filter in the address matches, in the list's order, as JSON. */
export const GET = guarded("viewer", async ({ request, now }) => {
  const { searchParams } = new URL(request.url);
  const query = toResourceQuery(loadResourcesSearch(searchParams));
  const columns = toExportColumns(searchParams);
  return jsonFileReply("resources.json", exportResourcesJson({ query, columns, now }));
});
