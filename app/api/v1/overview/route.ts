import { api, methodNotAllowed, reply } from "@/lib/api";
import { overviewJson } from "@/lib/api/view-json";
import { getOverview } from "@/lib/overview/get-overview";
import { changesSince } from "@/lib/reports/since";

export const GET = api("overview.get", async ({ query, actor, now }) => {
  const since = changesSince(query.since === undefined ? null : new Date(query.since), now);
  return reply(200, overviewJson(await getOverview({ actor, now, since })));
});

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
