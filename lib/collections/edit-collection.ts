import { type Actor, assertMayEdit, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { parseInput } from "@/lib/parse-input";
import { getCollection } from "./get-collection";
import { EditCollectionInput } from "./input";
import { parentId } from "./parent-collection";

/**
 * Changes what is given and leaves the rest; saving what is already so changes nothing. Its editors may, but only an admin moves it
 * to another parent. Throws INVALID with fields, NOT_FOUND, FORBIDDEN.
 */
export async function editCollection({
  slug,
  input,
  actor,
}: {
  slug: string;
  input: EditCollectionInput;
  actor: Actor;
}) {
  const { parent, ...wanted } = parseInput(EditCollectionInput, input);
  return db.$transaction(async (tx) => {
    const before = await getCollection(slug, tx);
    assertMayEdit(actor, before.id);
    // Two moves at once could close a circle that neither sees.
    if (parent !== undefined) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('collection tree'))`;
    const nextParent = parent ? await parentId(tx, parent, before.id) : parent;
    if (nextParent !== undefined && nextParent !== before.parentId) assertRole(actor, "admin");

    const next = { ...wanted, ...(nextParent === undefined ? {} : { parentId: nextParent }) };
    const keys = (Object.keys(next) as (keyof typeof next)[]).filter(
      (key) => next[key] !== undefined && next[key] !== before[key],
    );
    if (keys.length === 0) return before;
    const data = Object.fromEntries(keys.map((key) => [key, next[key]]));
    const after = await tx.collection.update({ where: { id: before.id }, data });
    await writeAudit(tx, {
      ...{ actor, action: "collection.edited", subjectKind: "collection", subjectId: before.id },
      ...{ subjectName: after.name, collectionId: before.id },
      before: Object.fromEntries(keys.map((key) => [key, before[key]])),
      after: Object.fromEntries(keys.map((key) => [key, after[key]])),
    });
    return after;
  });
}
