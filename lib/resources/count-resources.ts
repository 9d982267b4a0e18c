import { db } from "@/lib/db";
import { MAX_COUNT, type ResourceFilter } from "./query";
import { RESOURCES_WITH_STATE, resourceWhere } from "./resource-filter";

/** How many resources match: exact up to MAX_COUNT; beyond, `count` is MAX_COUNT and `isMore` true ("10,000+"). */
export async function countResources(filter: ResourceFilter): Promise<{ count: number; isMore: boolean }> {
  const where = await resourceWhere(filter);
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM (SELECT 1 FROM ${RESOURCES_WITH_STATE} WHERE ${where} LIMIT ${MAX_COUNT + 1}) few`;
  const count = row?.count ?? 0;
  return { count: Math.min(count, MAX_COUNT), isMore: count > MAX_COUNT };
}
