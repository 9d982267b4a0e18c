import { db } from "@/lib/db";
import type { ResourceFilter } from "@/lib/resources/query";
import { RESOURCES_WITH_STATE, resourceWhere } from "@/lib/resources/resource-filter";

/** Resources by what has become of them since a date: the rows of the list's filter `change`. */
export type Changes = { since: Date; newlyBroken: number; fixed: number; stillBroken: number };

type Scope = Pick<ResourceFilter, "collection" | "inside">;

/** Of one collection, with or without those inside it; of all when `scope` is left out. */
export async function countChanges({
  since,
  scope = {},
  now,
}: {
  since: Date;
  scope?: Scope;
  now: Date;
}): Promise<Changes> {
  const count = (change: ResourceFilter["change"]) => countRows({ ...scope, change, since: since.toISOString() }, now);
  const [newlyBroken, fixed, stillBroken] = await Promise.all([
    count("newly_broken"),
    count("fixed"),
    count("still_broken"),
  ]);
  return { since, newlyBroken, fixed, stillBroken };
}

/** Checks that wait and that are being done: the rows of the list's filter `work`. */
export async function countChecks(now: Date) {
  const [requested, atWork, due] = await Promise.all([
    countRows({ work: "requested" }, now),
    countRows({ work: "at_work" }, now),
    countRows({ work: "due" }, now),
  ]);
  return { requested, atWork, due };
}

/** Exact, unlike the list's count: the overview's numbers are compared from day to day. */
async function countRows(filter: ResourceFilter, now: Date): Promise<number> {
  const where = await resourceWhere(filter, db, now);
  const [row] = await db.$queryRaw<
    { count: number }[]
  >`SELECT count(*)::int AS "count" FROM ${RESOURCES_WITH_STATE} WHERE ${where}`;
  return row?.count ?? 0;
}
