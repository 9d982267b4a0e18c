import type { Actor } from "@/lib/actor";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { hasFilter } from "@/lib/resources/query";
import { RESOURCES_WITH_STATE, resourceWhere } from "@/lib/resources/resource-filter";
import { parseResourceId } from "@/lib/resources/resource-id";
import { Prisma } from "@/prisma/generated/client";
import { CollectionsSelection, SelectionInput } from "./selection";

/**
 * The WHERE of a selection, for queries from `RESOURCES_WITH_STATE`, with the selection as it was parsed. Throws INVALID for a filter
 * on the screen that leaves nothing out, NOT_FOUND for a collection that doesn't exist.
 */
export async function selectionWhere(tx: Tx, given: SelectionInput | CollectionsSelection) {
  if ("collection" in given) {
    const selection = parseInput(CollectionsSelection, given);
    return { selection, where: await collectionsWhere(tx, selection) };
  }
  const selection = parseInput(SelectionInput, given);
  if (!("query" in selection)) {
    const ids = selection.resourceIds.flatMap((id) => parseResourceId(id) ?? []);
    return { selection, where: Prisma.sql`r."deletedAt" IS NULL AND r."id" = ANY(${ids}::text[])` };
  }
  if (!hasFilter(selection.query))
    throw new AppError("INVALID", "Set a filter first, or tick the rows: without one, this would act on everything.");
  return { selection, where: await resourceWhere(selection.query, tx) };
}

async function collectionsWhere(tx: Tx, { collection, exclude, filter }: CollectionsSelection): Promise<Prisma.Sql> {
  const known = await tx.collection.findMany({
    where: { slug: { in: [...collection, ...exclude] } },
    select: { id: true, slug: true },
  });
  const unknown = [...collection, ...exclude].find((slug) => !known.some((row) => row.slug === slug));
  if (unknown !== undefined) throw new AppError("NOT_FOUND", `There is no collection “${unknown}”.`);
  const wanted: Prisma.Sql[] = [];
  for (const slug of collection) wanted.push(await resourceWhere({ ...filter, collection: slug }, tx));
  if (wanted.length === 0) wanted.push(await resourceWhere(filter, tx));
  const any = Prisma.join(
    wanted.map((where) => Prisma.sql`(${where})`),
    " OR ",
  );
  const excluded = known.filter(({ slug }) => exclude.includes(slug)).map(({ id }) => id);
  return Prisma.sql`(${any}) AND NOT s."collectionId" = ANY(${excluded}::text[])`;
}

/** Whether the actor may change resource `r`. */
export function mayEditSql(actor: Actor): Prisma.Sql {
  return actor.editorOf === "all"
    ? Prisma.sql`TRUE`
    : Prisma.sql`r."collectionId" = ANY(${[...actor.editorOf]}::text[])`;
}

/** How many resources a selection has now, and how many of them the actor may not change. Writes nothing. */
export async function countSelected(
  given: SelectionInput | CollectionsSelection,
  actor: Actor,
): Promise<{ total: number; refusedCount: number }> {
  const { where } = await selectionWhere(db, given);
  const [row] = await db.$queryRaw<{ total: number; refusedCount: number }[]>`
    SELECT count(*)::int AS "total", count(*) FILTER (WHERE NOT ${mayEditSql(actor)})::int AS "refusedCount"
    FROM ${RESOURCES_WITH_STATE} WHERE ${where}`;
  return row ?? { total: 0, refusedCount: 0 };
}
