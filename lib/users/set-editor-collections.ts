import { type Actor, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { lockUser } from "@/lib/users/lock-user";

/** Sets the collections in which a person may edit, whatever they were. Counts once the person is an editor; at their next request. */
export async function setEditorCollections({
  userId,
  collectionIds,
  actor,
}: {
  userId: string;
  collectionIds: readonly string[];
  actor: Actor;
}): Promise<void> {
  assertRole(actor, "admin");
  await db.$transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    const before = await tx.collectionEditor.findMany({ where: { userId }, orderBy: { collectionId: "asc" } });
    const after = await storeEditorCollections(tx, userId, collectionIds);
    const beforeIds = before.map((row) => row.collectionId);
    if (beforeIds.join() === after.join()) return;
    await writeAudit(tx, {
      actor,
      action: "user.collections_changed",
      subjectKind: "user",
      subjectId: userId,
      subjectName: user.email,
      before: { editorOf: beforeIds },
      after: { editorOf: after },
    });
  });
}

/** Replaces the rows; answers the ids, sorted. Throws NOT_FOUND when one isn't a collection. */
export async function storeEditorCollections(tx: Tx, userId: string, collectionIds: readonly string[]) {
  const wanted = [...new Set(collectionIds)].sort();
  const known = await tx.collection.count({ where: { id: { in: wanted } } });
  if (known !== wanted.length) {
    throw new AppError("NOT_FOUND", "One of these collections no longer exists. Reload the page and choose again.");
  }
  await tx.collectionEditor.deleteMany({ where: { userId, collectionId: { notIn: wanted } } });
  await tx.collectionEditor.createMany({
    data: wanted.map((collectionId) => ({ userId, collectionId })),
    skipDuplicates: true,
  });
  return wanted;
}
