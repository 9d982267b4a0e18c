import { listActivity } from "@/lib/activity/list-activity";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { activityJson } from "@/lib/api/activity-json";

export const GET = api("activity.list", async ({ query: { cursor, limit, ...query } }) => {
  const page = { limit, ...(cursor === undefined ? {} : { after: cursor }) };
  const { rows, nextCursor } = await listActivity({ query, page });
  return reply(200, { data: rows.map(activityJson), nextCursor });
});

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
