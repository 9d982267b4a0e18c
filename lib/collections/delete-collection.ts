import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { findCollection } from "./find-collection";

/**
 * Removes an empty collection; only admins. Harmless if it is gone already. Throws CONFLICT while anything is in it, deleted
 * resources included: their history stays readable.
 */
export async function deleteCollection({
  slug,
  actor,
}: {
  slug: string;
  actor: Actor;
}): Promise<{ isDeleted: boolean }> {
  assertRole(actor, "admin");
  return db.$transaction(async (tx) => {
    const collection = await findCollection(slug, tx);
    if (!collection) return { isDeleted: false };
    // Who adds to it at this moment waits, and is then refused by the foreign key.
    await tx.$queryRaw`SELECT 1 FROM "Collection" WHERE "id" = ${collection.id} FOR UPDATE`;
    const { count } = await tx.collection.deleteMany({
      where: { id: collection.id, resources: { none: {} }, children: { none: {} } },
    });
    if (count === 0) {
      const live = await tx.resource.count({ where: { collectionId: collection.id, deletedAt: null }, take: 1 });
      const children = await tx.collection.count({ where: { parentId: collection.id } });
      throw new AppError("CONFLICT", whyNot(live > 0, children > 0));
    }
    await writeAudit(tx, {
      ...{ actor, action: "collection.deleted", subjectKind: "collection", subjectId: collection.id },
      ...{ subjectName: collection.name, before: { slug: collection.slug, name: collection.name } },
    });
    return { isDeleted: true };
  });
}

function whyNot(hasResources: boolean, hasChildren: boolean): string {
  if (hasResources) return "The collection still has resources. Move or delete them first.";
  if (hasChildren) return "The collection still holds other collections. Move or delete them first.";
  return "The collection keeps the history of its deleted resources, so it stays.";
}
