import { db } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";
import type { ActivityQuery } from "./query";

/** The WHERE of a filter of the audit log. A collection that does not exist matches nothing. */
export async function activityWhere(query: ActivityQuery): Promise<Prisma.ActivityWhereInput> {
  const { actor, action, subjectKind, subjectId, collection, q, from, to } = query;
  const text = q?.trim();
  return {
    ...(actor?.trim() ? { actorName: { contains: actor.trim(), mode: "insensitive" } } : {}),
    ...(action ? { action } : {}),
    ...(subjectKind ? { subjectKind } : {}),
    ...(subjectId ? { subjectId } : {}),
    ...(collection ? { collectionId: await collectionIdOf(collection) } : {}),
    ...(from || to ? { at: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) } } : {}),
    ...(text
      ? {
          OR: [
            { subjectName: { contains: text, mode: "insensitive" } },
            { reason: { contains: text, mode: "insensitive" } },
            { subjectKind: "resource", subjectId: { in: await idsOfTitle(text) } },
          ],
        }
      : {}),
  };
}

/** More than these have it: then the title says nothing. */
const MOST_TITLED = 1_000;

/** Activity keeps a resource's address as its name; people know its title. Written as the index "Resource_search" has it. */
async function idsOfTitle(text: string): Promise<string[]> {
  const pattern = `%${text.replaceAll("\0", "").replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "Resource" WHERE lower("url" || ' ' || "title") LIKE lower(${pattern}) LIMIT ${MOST_TITLED}`;
  return rows.map(({ id }) => id);
}

/** Of an unknown slug: an id that nothing has. */
async function collectionIdOf(slug: string): Promise<string> {
  const collection = await db.collection.findUnique({ where: { slug }, select: { id: true } });
  return collection?.id ?? "";
}
