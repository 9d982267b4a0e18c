import { exportActivity } from "@/lib/activity/export-activity";
import { guarded } from "@/lib/api";
import { csvReply } from "@/lib/api/file-reply";
import { loadActivitySearch, toActivityQuery } from "../search-params";

/** "CSV" of the activity: all that the filter in the address matches, as a file. */
export const GET = guarded("viewer", async ({ request }) => {
  const search = loadActivitySearch(new URL(request.url).searchParams);
  return csvReply("activity.csv", exportActivity(toActivityQuery(search)));
});
