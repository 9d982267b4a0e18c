import { z } from "zod";
import { db } from "@/lib/db";
import { cutPage, decodeCursor, encodeCursor, type Page, type PageRequest, windowOf } from "@/lib/page";
import type { Prisma } from "@/prisma/generated/client";
import { LANE_PRIORITY, type SnapshotQuery } from "./query";

export type SnapshotRow = Prisma.SnapshotGetPayload<{ include: typeof WITH_RESOURCE }>;

export type SnapshotPage = Page<SnapshotRow>;

const WITH_RESOURCE = {
  resource: { select: { title: true, collection: { select: { slug: true, name: true } } } },
} satisfies Prisma.SnapshotInclude;

const Cursor = z.tuple([z.iso.datetime(), z.string().max(40)]);

/** One page of snapshots, newest wish first, by keyset. Throws INVALID for a cursor that is none. */
export async function listSnapshots({
  query,
  page = {},
  now = new Date(),
}: {
  query: SnapshotQuery;
  page?: PageRequest;
  now?: Date;
}): Promise<SnapshotPage> {
  const window = windowOf(page);
  const { isBackward, take } = window;
  const beyond = window.cursor === null ? {} : beyondCursor(window.cursor, isBackward);
  const found = await db.snapshot.findMany({
    where: { AND: [snapshotWhere(query, now), beyond] },
    include: WITH_RESOURCE,
    orderBy: isBackward ? [{ requestedAt: "asc" }, { id: "desc" }] : [{ requestedAt: "desc" }, { id: "asc" }],
    take,
  });
  return cutPage(found, window, ({ requestedAt, id }) => encodeCursor([requestedAt.toISOString(), id]));
}

/** How many match, up to `max`: exact counts of everything would cost more than the page. */
export async function countSnapshots({
  query,
  max,
  now = new Date(),
}: {
  query: SnapshotQuery;
  max: number;
  now?: Date;
}): Promise<number> {
  const rows = await db.snapshot.findMany({ where: snapshotWhere(query, now), select: { id: true }, take: max });
  return rows.length;
}

/** The WHERE of a filter. */
export function snapshotWhere(query: SnapshotQuery, now: Date): Prisma.SnapshotWhereInput {
  const { status, archiveCode, reason, q, collection, resourceId, waits, lane } = query;
  return {
    ...(status && status.length > 0 ? { status: { in: [...status] } } : {}),
    ...(archiveCode ? { archiveCode } : {}),
    ...(reason ? { reason } : {}),
    ...(q?.trim() ? { url: { contains: q.trim(), mode: "insensitive" } } : {}),
    ...(resourceId ? { resourceId } : {}),
    ...(collection ? { resource: { collection: { slug: collection } } } : {}),
    ...(lane && lane.length > 0 ? { priority: { in: lane.map((name) => LANE_PRIORITY[name]) } } : {}),
    ...(waits ? { AND: [{ status: "queued" }, waitsWhere(waits, now)] } : {}),
  };
}

function waitsWhere(waits: NonNullable<SnapshotQuery["waits"]>, now: Date): Prisma.SnapshotWhereInput {
  if (waits === "paused") return { reason: "paused_by_person" };
  if (waits === "ready") return { OR: [{ notBefore: null }, { notBefore: { lte: now } }] };
  return { notBefore: { gt: now }, OR: [{ reason: null }, { reason: { not: "paused_by_person" } }] };
}

function beyondCursor(text: string, isBackward: boolean): Prisma.SnapshotWhereInput {
  const [at, id] = decodeCursor(text, Cursor);
  const requestedAt = new Date(at);
  return {
    OR: isBackward
      ? [{ requestedAt: { gt: requestedAt } }, { requestedAt, id: { lt: id } }]
      : [{ requestedAt: { lt: requestedAt } }, { requestedAt, id: { gt: id } }],
  };
}
