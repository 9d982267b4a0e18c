import { z } from "zod";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, type PageRequest } from "@/lib/resources/query";
import type { Prisma } from "@/prisma/generated/client";
import type { SnapshotQuery } from "./query";

export type SnapshotRow = Prisma.SnapshotGetPayload<{ include: typeof WITH_RESOURCE }>;

export type SnapshotPage = { rows: SnapshotRow[]; nextCursor: string | null; previousCursor: string | null };

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
  const limit = Math.min(Math.max(1, page.limit ?? DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
  const isBackward = page.before !== undefined;
  const text = page.before ?? page.after;
  const beyond = text === undefined ? {} : beyondCursor(text, isBackward);
  const found = await db.snapshot.findMany({
    where: { AND: [whereOf(query), beyond] },
    include: WITH_RESOURCE,
    orderBy: isBackward ? [{ requestedAt: "asc" }, { id: "desc" }] : [{ requestedAt: "desc" }, { id: "asc" }],
    take: limit + 1,
  });
  const hasMore = found.length > limit;
  const rows = found.slice(0, limit);
  if (isBackward) rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNext = isBackward ? rows.length > 0 : hasMore;
  const hasPrevious = isBackward ? hasMore : text !== undefined;
  return {
    rows,
    nextCursor: hasNext && last ? writeCursor(last) : null,
    previousCursor: hasPrevious && first ? writeCursor(first) : null,
  };
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
  const [at, id] = readCursor(text);
  const requestedAt = new Date(at);
  return {
    OR: isBackward
      ? [{ requestedAt: { gt: requestedAt } }, { requestedAt, id: { lt: id } }]
      : [{ requestedAt: { lt: requestedAt } }, { requestedAt, id: { gt: id } }],
  };
}

function writeCursor({ requestedAt, id }: { requestedAt: Date; id: string }): string {
  return Buffer.from(JSON.stringify([requestedAt.toISOString(), id])).toString("base64url");
}

function readCursor(text: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    // A cursor made by hand, or of another list.
    const fields = { cursor: "Not a cursor of this list." };
    throw new AppError("INVALID", "This link to a page of the list is no longer valid. Start again.", { fields });
  }
}
