import { z } from "zod";
import { db } from "@/lib/db";
import { cutPage, decodeCursor, encodeCursor, type Page, type PageRequest, windowOf } from "@/lib/page";
import type { Prisma } from "@/prisma/generated/client";
import type { SnapshotQuery } from "./query";

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
}: {
  query: SnapshotQuery;
  page?: PageRequest;
}): Promise<SnapshotPage> {
  const window = windowOf(page);
  const { isBackward, take } = window;
  const beyond = window.cursor === null ? {} : beyondCursor(window.cursor, isBackward);
  const found = await db.snapshot.findMany({
    where: { AND: [whereOf(query), beyond] },
    include: WITH_RESOURCE,
    orderBy: isBackward ? [{ requestedAt: "asc" }, { id: "desc" }] : [{ requestedAt: "desc" }, { id: "asc" }],
    take,
  });
  return cutPage(found, window, ({ requestedAt, id }) => encodeCursor([requestedAt.toISOString(), id]));
}

/** How many match, up to `max`: exact counts of everything would cost more than the page. */
export async function countSnapshots({ query, max }: { query: SnapshotQuery; max: number }): Promise<number> {
  const rows = await db.snapshot.findMany({ where: whereOf(query), select: { id: true }, take: max });
  return rows.length;
}

function whereOf({ status, archiveCode, q, collection, resourceId }: SnapshotQuery): Prisma.SnapshotWhereInput {
  return {
    ...(status && status.length > 0 ? { status: { in: [...status] } } : {}),
    ...(archiveCode ? { archiveCode } : {}),
    ...(q?.trim() ? { url: { contains: q.trim(), mode: "insensitive" } } : {}),
    ...(resourceId ? { resourceId } : {}),
    ...(collection ? { resource: { collection: { slug: collection } } } : {}),
  };
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
