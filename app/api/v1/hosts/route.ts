import { api, methodNotAllowed, reply } from "@/lib/api";
import { hostJson } from "@/lib/api/host-json";
import { listHosts } from "@/lib/hosts/list-hosts";

export const GET = api("hosts.list", async ({ query: { cursor, limit, descending, ...query }, now }) => {
  const page = { limit, ...(cursor === undefined ? {} : { after: cursor }) };
  const { rows, nextCursor } = await listHosts({ query: { ...query, isDescending: descending }, page, now });
  return reply(200, { data: rows.map(hostJson), nextCursor });
});

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
