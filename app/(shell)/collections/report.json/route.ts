import { guarded } from "@/lib/api";
import { jsonFileReply } from "@/lib/api/file-reply";
import { reportJson } from "../report-file";
import { loadReportSearch } from "../search-params";

/** "Export" of the report by collection, as the address has it, as JSON. */
export const GET = guarded("viewer", async ({ request, now }) => {
  const search = loadReportSearch(new URL(request.url).searchParams);
  return jsonFileReply("broken-by-collection.json", reportJson({ search, now }));
});
