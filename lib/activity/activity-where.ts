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
          ],
        }
      : {}),
  };
}

/** Of an unknown slug: an id that nothing has. */
async function collectionIdOf(slug: string): Promise<string> {
  const collection = await db.collection.findUnique({ where: { slug }, select: { id: true } });
  return collection?.id ?? "";
}
