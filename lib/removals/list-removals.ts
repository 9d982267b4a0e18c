import { z } from "zod";
import { db } from "@/lib/db";
import { cutPage, decodeCursor, encodeCursor, type Page, type PageRequest, windowOf } from "@/lib/page";
import type { Prisma } from "@/prisma/generated/client";
import { RemovalState } from "@/prisma/generated/enums";
import type { RemovalQuery } from "./query";

/** What every view of a request shows of its resource. */
export const WITH_RESOURCE = {
  resource: {
    select: {
      ...{ title: true, collectionId: true, snapshotUrl: true, deletedAt: true },
      collection: { select: { slug: true, name: true } },
    },
  },
} satisfies Prisma.RemovalRequestInclude;

export type RemovalRow = Prisma.RemovalRequestGetPayload<{ include: typeof WITH_RESOURCE }>;

export type RemovalPage = Page<RemovalRow>;

const Cursor = z.tuple([z.iso.datetime(), z.string().max(40)]);

/** One page of removal requests, newest first, by keyset. Throws INVALID for a cursor that is none. */
export async function listRemovals({
  query,
  page = {},
}: {
  query: RemovalQuery;
  page?: PageRequest;
}): Promise<RemovalPage> {
  const window = windowOf(page);
  const { isBackward, take } = window;
  const beyond = window.cursor === null ? {} : beyondCursor(window.cursor, isBackward);
  const found = await db.removalRequest.findMany({
    where: { AND: [whereOf(query), beyond] },
    include: WITH_RESOURCE,
    orderBy: isBackward ? [{ requestedAt: "asc" }, { id: "desc" }] : [{ requestedAt: "desc" }, { id: "asc" }],
    take,
  });
  return cutPage(found, window, ({ requestedAt, id }) => encodeCursor([requestedAt.toISOString(), id]));
}

/** How many requests are in each state, all of them named. */
export async function countRemovals(): Promise<Record<RemovalState, number>> {
  const groups = await db.removalRequest.groupBy({ by: ["state"], _count: true });
  const counts = Object.fromEntries(Object.values(RemovalState).map((state) => [state, 0])) as Record<
    RemovalState,
    number
  >;
  for (const { state, _count } of groups) counts[state] = _count;
  return counts;
}

function whereOf({ state, q, collection, resourceId }: RemovalQuery): Prisma.RemovalRequestWhereInput {
  return {
    ...(state && state.length > 0 ? { state: { in: [...state] } } : {}),
    ...(q?.trim() ? { url: { contains: q.trim(), mode: "insensitive" } } : {}),
    ...(resourceId ? { resourceId } : {}),
    ...(collection ? { resource: { collection: { slug: collection } } } : {}),
  };
}

function beyondCursor(text: string, isBackward: boolean): Prisma.RemovalRequestWhereInput {
  const [at, id] = decodeCursor(text, Cursor);
  const requestedAt = new Date(at);
  return {
    OR: isBackward
      ? [{ requestedAt: { gt: requestedAt } }, { requestedAt, id: { lt: id } }]
      : [{ requestedAt: { lt: requestedAt } }, { requestedAt, id: { gt: id } }],
  };
}
