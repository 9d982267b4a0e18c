import { api, methodNotAllowed, reply } from "@/lib/api";
import { removalJson } from "@/lib/api/removal-json";
import { listRemovals } from "@/lib/removals/list-removals";
import { getSettings } from "@/lib/settings/get-settings";

export const GET = api("removals.list", async ({ query: { cursor, limit, ...query } }) => {
  const page = { limit, ...(cursor === undefined ? {} : { after: cursor }) };
  const { rows, nextCursor } = await listRemovals({ query, page });
  const settings = await getSettings();
  return reply(200, { data: rows.map((row) => removalJson(row, settings)), nextCursor });
});

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
