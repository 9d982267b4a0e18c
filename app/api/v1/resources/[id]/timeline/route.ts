import { api, methodNotAllowed, reply } from "@/lib/api";
import { timelineJson } from "@/lib/api/view-json";
import { getResource } from "@/lib/resources/get-resource";
import { listTimeline } from "@/lib/resources/list-timeline";

/** Also of a deleted resource: its history stays. */
export const GET = api("resources.timeline", async ({ params, query: { cursor, limit } }) => {
  const { id } = await getResource(params.id);
  const { items, nextCursor } = await listTimeline({
    resourceId: id,
    limit,
    ...(cursor === undefined ? {} : { after: cursor }),
  });
  return reply(200, { data: items.map(timelineJson), nextCursor });
});

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
