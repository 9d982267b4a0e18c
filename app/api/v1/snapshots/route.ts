import { api, methodNotAllowed, reply } from "@/lib/api";
import { snapshotJson } from "@/lib/api/snapshot-json";
import { listSnapshots } from "@/lib/snapshots/list-snapshots";

export const GET = api("snapshots.list", async ({ query: { cursor, limit, ...query } }) => {
  const page = { limit, ...(cursor === undefined ? {} : { after: cursor }) };
  const { rows, nextCursor } = await listSnapshots({ query, page });
  return reply(200, { data: rows.map(snapshotJson), nextCursor });
});

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
