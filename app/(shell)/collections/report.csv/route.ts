import { guarded } from "@/lib/api";
import { csvReply } from "@/lib/api/file-reply";
import { reportCsv } from "../report-file";
import { loadReportSearch } from "../search-params";

/** "Export" of the report by collection, as the address has it, as CSV. */
export const GET = guarded("viewer", async ({ request, now }) => {
  const search = loadReportSearch(new URL(request.url).searchParams);
  return csvReply("broken-by-collection.csv", reportCsv({ search, now }));
});
