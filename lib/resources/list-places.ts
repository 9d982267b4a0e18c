import { db } from "@/lib/db";
import { Prisma } from "@/prisma/generated/client";
import type { ListCursor } from "./list-cursor";
import { MAX_COUNT, type ResourceSort } from "./query";
import { RESOURCES_WITH_STATE } from "./resource-filter";
import { SEVERITY } from "./verdict";

const RESOURCE = Prisma.sql`r."id"`;
const STATE = Prisma.sql`s."resourceId"`;

/** Each sort's expression and the id that breaks its ties, as its index has them, and the type of its value in a cursor. */
const ORDER_BY: Record<ResourceSort, { by: Prisma.Sql; id: Prisma.Sql; type: Prisma.Sql; isNullable: boolean }> = {
  added: { by: Prisma.sql`r."createdAt"`, id: RESOURCE, type: Prisma.sql`timestamptz`, isNullable: false },
  url: { by: Prisma.sql`r."url"`, id: RESOURCE, type: Prisma.sql`text`, isNullable: false },
  title: { by: Prisma.sql`lower(r."title")`, id: RESOURCE, type: Prisma.sql`text`, isNullable: false },
  checked: { by: Prisma.sql`s."lastCheckedAt"`, id: STATE, type: Prisma.sql`timestamptz`, isNullable: true },
  nextCheck: { by: Prisma.sql`s."nextCheckAt"`, id: STATE, type: Prisma.sql`timestamptz`, isNullable: true },
  verdict: { by: severity(), id: STATE, type: Prisma.sql`int`, isNullable: false },
  host: { by: Prisma.sql`r."host"`, id: RESOURCE, type: Prisma.sql`text`, isNullable: false },
  streak: { by: Prisma.sql`s."failureStreak"`, id: STATE, type: Prisma.sql`int`, isNullable: false },
};

/** A row's place in the order: its id and its sort value as the database writes it; null if it has none. */
export type Place = { id: string; key: string | null };

export type Walk = {
  where: Prisma.Sql;
  /** The WHERE leaves something out, maybe nearly all. */
  isFiltered: boolean;
  sort: ResourceSort;
  isDescending: boolean;
  isBackward: boolean;
  cursor: ListCursor | null;
  limit: number;
};

/**
 * The next places on a walk through the resources that match, from the cursor on or back. Where few match they are found first and
 * then put in order; where many do, the order's index is followed until there are enough. The database can't tell which is
 * quicker when filter and order go together (broken resources by streak), and would now and then read all rows for a page.
 */
export async function listPlaces(walk: Walk): Promise<Place[]> {
  return (walk.isFiltered ? await amongFew(walk) : null) ?? followOrder(walk);
}

/** The places, if no more than MAX_COUNT resources match; else null. */
export async function amongFew(walk: Walk): Promise<Place[] | null> {
  const { by } = ORDER_BY[walk.sort];
  const { dir } = direction(walk);
  const withoutLast = walk.isBackward ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const rows = await db.$queryRaw<{ total: number; id: string | null; key: string | null }[]>`
    WITH few AS MATERIALIZED (
      SELECT r."id", ${by} AS "value" FROM ${RESOURCES_WITH_STATE} WHERE ${walk.where} LIMIT ${MAX_COUNT + 1}
    )
    SELECT t."total", page."id", page."key" FROM (SELECT count(*)::int AS "total" FROM few) t
    LEFT JOIN LATERAL (
      SELECT few."id", few."value"::text AS "key", few."value" FROM few
      WHERE t."total" <= ${MAX_COUNT} AND ${beyondCursor(walk)}
      ORDER BY (few."value" IS NULL) ${withoutLast}, few."value" ${dir}, few."id" ${dir} LIMIT ${walk.limit}
    ) page ON TRUE
    ORDER BY (page."value" IS NULL) ${withoutLast}, page."value" ${dir}, page."id" ${dir}`;
  if ((rows[0]?.total ?? 0) > MAX_COUNT) return null;
  return rows.flatMap(({ id, key }) => (id === null ? [] : [{ id, key }]));
}

function beyondCursor(walk: Walk): Prisma.Sql {
  if (!walk.cursor) return Prisma.sql`TRUE`;
  const { key, id } = walk.cursor;
  const { beyond } = direction(walk);
  const { type } = ORDER_BY[walk.sort];
  // Rows without a value come after all others.
  if (key === null) {
    return walk.isBackward
      ? Prisma.sql`(few."value" IS NOT NULL OR few."id" ${beyond} ${id})`
      : Prisma.sql`(few."value" IS NULL AND few."id" ${beyond} ${id})`;
  }
  const isBeyond = Prisma.sql`(few."value", few."id") ${beyond} (${key}::${type}, ${id}::text)`;
  return walk.isBackward ? isBeyond : Prisma.sql`(few."value" IS NULL OR ${isBeyond})`;
}

/**
 * Rows with a value and rows without are two stretches, each read off its index in order: one condition for both would make the
 * database look at all rows before the cursor.
 */
export async function followOrder(walk: Walk): Promise<Place[]> {
  if (walk.sort === "verdict") return followVerdicts(walk);
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

/** Severity has no index of its own: each verdict is a stretch of the index by verdict. */
async function followVerdicts(walk: Walk): Promise<Place[]> {
  const { dir, beyond } = direction(walk);
  const stretches = SEVERITY.map((verdict, index) => ({ verdict, key: String(rankOf(index)) }));
  if (walk.isDescending === walk.isBackward) stretches.reverse();
  const startsAt = walk.cursor ? stretches.findIndex(({ key }) => key === walk.cursor?.key) : 0;
  const found: Place[] = [];
  for (const [index, { verdict, key }] of stretches.entries()) {
    const left = walk.limit - found.length;
    if (index < startsAt || left <= 0) continue;
    const after =
      index === startsAt && walk.cursor ? Prisma.sql`AND ${STATE} ${beyond} ${walk.cursor.id}` : Prisma.empty;
    const rows = await db.$queryRaw<{ id: string }[]>`
      SELECT r."id" FROM ${RESOURCES_WITH_STATE}
      WHERE ${walk.where} AND s."verdict" = ${verdict}::"Verdict" ${after}
      ORDER BY ${STATE} ${dir} LIMIT ${left}`;
    found.push(...rows.map(({ id }) => ({ id, key })));
  }
  return found;
}

/** The worst has the greatest. */
function rankOf(index: number): number {
  return SEVERITY.length - 1 - index;
}

/** A verdict's rank, as a number in SQL. */
function severity(): Prisma.Sql {
  const whens = SEVERITY.map((verdict, index) => Prisma.sql`WHEN ${verdict}::"Verdict" THEN ${rankOf(index)}::int`);
  return Prisma.sql`(CASE s."verdict" ${Prisma.join(whens, " ")} END)`;
}

async function stretch(walk: Walk, isWithout: boolean): Promise<Place[]> {
  const { by, id: idColumn, type, isNullable } = ORDER_BY[walk.sort];
  const { dir, beyond } = direction(walk);
  const conditions = [walk.where];
  if (isNullable) conditions.push(isWithout ? Prisma.sql`${by} IS NULL` : Prisma.sql`${by} IS NOT NULL`);
  if (walk.cursor) {
    const { key, id } = walk.cursor;
    conditions.push(
      isWithout
        ? Prisma.sql`${idColumn} ${beyond} ${id}`
        : Prisma.sql`(${by}, ${idColumn}) ${beyond} (${key}::${type}, ${id}::text)`,
    );
  }
  return db.$queryRaw<Place[]>`
    SELECT r."id", (${by})::text AS "key" FROM ${RESOURCES_WITH_STATE}
    WHERE ${Prisma.join(conditions, " AND ")}
    ORDER BY ${by} ${dir}, ${idColumn} ${dir} LIMIT ${walk.limit}`;
}

function direction({ isDescending, isBackward }: Walk): { dir: Prisma.Sql; beyond: Prisma.Sql } {
  return isDescending !== isBackward
    ? { dir: Prisma.sql`DESC`, beyond: Prisma.sql`<` }
    : { dir: Prisma.sql`ASC`, beyond: Prisma.sql`>` };
}
