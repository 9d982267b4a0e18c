import { z } from "zod";
import { db } from "@/lib/db";
import { cutPage, decodeCursor, encodeCursor, windowOf } from "@/lib/page";
import { type Activity, type Check, Prisma, type Snapshot } from "@/prisma/generated/client";
import { parseResourceId } from "./resource-id";

type Kind = "check" | "snapshot" | "activity";

/** One thing that happened to a resource; `entry` is the row of its table. */
export type TimelineItem =
  | { kind: "check"; at: Date; entry: Check }
  | { kind: "snapshot"; at: Date; entry: Snapshot }
  | { kind: "activity"; at: Date; entry: Activity };

/** `key` orders what happened at one moment: kind and id, padded so that text sorts like numbers. */
type Place = { kind: Kind; id: string; at: Date; key: string };

const CursorSchema = z.tuple([z.iso.datetime(), z.string().max(100)]);

/**
 * Checks, snapshots and activity of a resource, merged by time, newest first, of all versions of its URL. `after` is the `nextCursor`
 * of the page before. A resource that does not exist has no timeline; ask `getResource` first. Throws INVALID for a broken cursor.
 */
export async function listTimeline({
  resourceId,
  after,
  limit,
}: {
  resourceId: string;
  after?: string;
  limit?: number;
}): Promise<{ items: TimelineItem[]; nextCursor: string | null }> {
  const window = windowOf({ after, limit });
  const places = await placesOf(parseResourceId(resourceId) ?? "", after, window.take);
  const { rows, nextCursor } = cutPage(places, window, ({ at, key }) => encodeCursor([at.toISOString(), key]));
  return { items: await itemsOf(rows), nextCursor };
}

/** The newest places before the cursor; each table is read off its own index. */
async function placesOf(resourceId: string, after: string | undefined, limit: number): Promise<Place[]> {
  const before = (at: Prisma.Sql, key: Prisma.Sql) => {
    if (after === undefined) return Prisma.sql`TRUE`;
    const [time, place] = decodeCursor(after, CursorSchema);
    return Prisma.sql`(${at}, ${key} COLLATE "C") < (${time}::timestamptz, ${place} COLLATE "C")`;
  };
  const checkKey = Prisma.sql`('check:' || lpad("id"::text, 20, '0'))`;
  const snapshotKey = Prisma.sql`('snapshot:' || "id")`;
  const activityKey = Prisma.sql`('activity:' || lpad("id"::text, 20, '0'))`;
  return db.$queryRaw<Place[]>`
    (SELECT 'check' AS "kind", "id"::text AS "id", "startedAt" AS "at", ${checkKey} COLLATE "C" AS "key" FROM "Check"
      WHERE "resourceId" = ${resourceId} AND ${before(Prisma.sql`"startedAt"`, checkKey)}
      ORDER BY 3 DESC, 4 DESC LIMIT ${limit})
    UNION ALL
    (SELECT 'snapshot', "id", "requestedAt", ${snapshotKey} COLLATE "C" FROM "Snapshot"
      WHERE "resourceId" = ${resourceId} AND ${before(Prisma.sql`"requestedAt"`, snapshotKey)}
      ORDER BY 3 DESC, 4 DESC LIMIT ${limit})
    UNION ALL
    (SELECT 'activity', "id"::text, "at", ${activityKey} COLLATE "C" FROM "Activity"
      WHERE "subjectKind" = 'resource' AND "subjectId" = ${resourceId} AND ${before(Prisma.sql`"at"`, activityKey)}
      ORDER BY 3 DESC, 4 DESC LIMIT ${limit})
    ORDER BY 3 DESC, 4 DESC LIMIT ${limit}`;
}

async function itemsOf(places: readonly Place[]): Promise<TimelineItem[]> {
  const ids = (kind: Kind) => places.filter((place) => place.kind === kind).map(({ id }) => id);
  const [checks, snapshots, activities] = await Promise.all([
    db.check.findMany({ where: { id: { in: ids("check").map(BigInt) } } }),
    db.snapshot.findMany({ where: { id: { in: ids("snapshot") } } }),
    db.activity.findMany({ where: { id: { in: ids("activity").map(BigInt) } } }),
  ]);
  const items = new Map<string, TimelineItem>();
  for (const entry of checks) items.set(`check ${entry.id}`, { kind: "check", at: entry.startedAt, entry });
  for (const entry of snapshots) items.set(`snapshot ${entry.id}`, { kind: "snapshot", at: entry.requestedAt, entry });
  for (const entry of activities) items.set(`activity ${entry.id}`, { kind: "activity", at: entry.at, entry });
  return places.flatMap(({ kind, id }) => items.get(`${kind} ${id}`) ?? []);
}
