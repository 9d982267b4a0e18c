import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import { type ListCursor, readCursor, writeCursor } from "./list-cursor";
import {
  DEFAULT_DESCENDING,
  DEFAULT_PAGE_SIZE,
  MAX_PAGE_SIZE,
  type PageRequest,
  type ResourceQuery,
  type ResourceSort,
} from "./query";
import { resourceWhere } from "./resource-filter";
import { loadResourceRows, type ResourceRow } from "./resource-row";

export type ResourcePage = { rows: ResourceRow[]; nextCursor: string | null; previousCursor: string | null };

/** Each sort's expression, as its index has it, and the type of its value in a cursor. */
const ORDER_BY: Record<ResourceSort, { by: Prisma.Sql; type: Prisma.Sql; isNullable: boolean }> = {
  added: { by: Prisma.sql`r."createdAt"`, type: Prisma.sql`timestamptz`, isNullable: false },
  url: { by: Prisma.sql`r."url"`, type: Prisma.sql`text`, isNullable: false },
  title: { by: Prisma.sql`lower(r."title")`, type: Prisma.sql`text`, isNullable: false },
  checked: { by: Prisma.sql`r."lastCheckedAt"`, type: Prisma.sql`timestamptz`, isNullable: true },
  nextCheck: { by: Prisma.sql`r."nextCheckAt"`, type: Prisma.sql`timestamptz`, isNullable: true },
  verdict: { by: Prisma.sql`r."verdict"`, type: Prisma.sql`"Verdict"`, isNullable: false },
  host: { by: Prisma.sql`r."host"`, type: Prisma.sql`text`, isNullable: false },
  streak: { by: Prisma.sql`r."failureStreak"`, type: Prisma.sql`int`, isNullable: false },
};

type Place = { id: string; key: string | null };

/**
 * One page of the resources that match, by keyset: deep pages cost as little as the first. Rows without the sort's value come last
 * in both directions. Throws INVALID for a cursor that is not of this order.
 */
export async function listResources({
  query,
  page = {},
}: {
  query: ResourceQuery;
  page?: PageRequest;
}): Promise<ResourcePage> {
  const sort = query.sort ?? "added";
  const isDescending = query.isDescending ?? DEFAULT_DESCENDING[sort];
  const order = { sort, isDescending };
  const limit = Math.min(Math.max(1, page.limit ?? DEFAULT_PAGE_SIZE), MAX_PAGE_SIZE);
  const where = await resourceWhere(query);

  const isBackward = page.before !== undefined;
  const text = page.before ?? page.after;
  const cursor = text === undefined ? null : readCursor(text, order);
  const found = await places({ where, ...order, isBackward, cursor, limit: limit + 1 });
  const hasMore = found.length > limit;
  const kept = found.slice(0, limit);
  if (isBackward) kept.reverse();

  const [first, last] = [kept[0], kept.at(-1)];
  const hasNext = isBackward ? kept.length > 0 : hasMore;
  const hasPrevious = isBackward ? hasMore : cursor !== null;
  return {
    rows: await loadResourceRows(kept.map(({ id }) => id)),
    nextCursor: hasNext && last ? writeCursor({ ...order, ...last }) : null,
    previousCursor: hasPrevious && first ? writeCursor({ ...order, ...first }) : null,
  };
}

type Walk = {
  where: Prisma.Sql;
  sort: ResourceSort;
  isDescending: boolean;
  isBackward: boolean;
  cursor: ListCursor | null;
  limit: number;
};

/**
 * The next places on the walk. Rows with a value and rows without are two stretches, each read off its index in order: one condition
 * for both would make the database look at all rows before the cursor.
 */
async function places(walk: Walk): Promise<Place[]> {
  const stretches = ORDER_BY[walk.sort].isNullable ? [false, true] : [false];
  if (walk.isBackward) stretches.reverse();
  const startsAt = walk.cursor ? stretches.indexOf(walk.cursor.key === null) : 0;
  const found: Place[] = [];
  for (const [index, isWithout] of stretches.entries()) {
    if (index < startsAt || found.length >= walk.limit) continue;
    const cursor = index === startsAt ? walk.cursor : null;
    found.push(...(await stretch({ ...walk, cursor, limit: walk.limit - found.length }, isWithout)));
  }
  return found;
}

async function stretch(walk: Walk, isWithout: boolean): Promise<Place[]> {
  const { by, type, isNullable } = ORDER_BY[walk.sort];
  const isDown = walk.isDescending !== walk.isBackward;
  const dir = isDown ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const beyond = isDown ? Prisma.sql`<` : Prisma.sql`>`;
  const conditions = [walk.where];
  if (isNullable) conditions.push(isWithout ? Prisma.sql`${by} IS NULL` : Prisma.sql`${by} IS NOT NULL`);
  if (walk.cursor) {
    const { key, id } = walk.cursor;
    conditions.push(
      isWithout
        ? Prisma.sql`r."id" ${beyond} ${id}`
        : Prisma.sql`(${by}, r."id") ${beyond} (${key}::${type}, ${id}::text)`,
    );
  }
  return db.$queryRaw<Place[]>`
    SELECT r."id", (${by})::text AS "key" FROM "Resource" r
    WHERE ${Prisma.join(conditions, " AND ")}
    ORDER BY ${by} ${dir}, r."id" ${dir} LIMIT ${walk.limit}`;
}
