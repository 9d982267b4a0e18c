import { type Actor, assertMayEdit, assertRole } from "@/lib/actor";
import { writeAudit } from "@/lib/audit";
import { db } from "@/lib/db";
import { parseInput } from "@/lib/parse-input";
import { getSettings } from "@/lib/settings/get-settings";
import { applyCheckInterval } from "./apply-check-interval";
import { getCollection } from "./get-collection";
import { EditCollectionInput } from "./input";
import { parentId } from "./parent-collection";

/**
 * Changes what is given and leaves the rest; saving what is already so changes nothing. Its editors may, but only an admin moves it
 * to another parent. `dueCount`: resources that a shorter interval has made due at once. Throws INVALID with fields, NOT_FOUND, FORBIDDEN.
 */
export async function editCollection({
  slug,
  input,
  actor,
  now = new Date(),
}: {
  slug: string;
  input: EditCollectionInput;
  actor: Actor;
  now?: Date;
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
    if (keys.length === 0) return { ...before, dueCount: 0 };
    const data = Object.fromEntries(keys.map((key) => [key, next[key]]));
    const after = await tx.collection.update({ where: { id: before.id }, data });
    await writeAudit(tx, {
      ...{ actor, action: "collection.edited", subjectKind: "collection", subjectId: before.id },
      ...{ subjectName: after.name, collectionId: before.id },
      before: Object.fromEntries(keys.map((key) => [key, before[key]])),
      after: Object.fromEntries(keys.map((key) => [key, after[key]])),
    });
    const hasNewInterval = keys.includes("checkIntervalDays");
    const intervalDays = after.checkIntervalDays ?? (await getSettings())["checks.intervalDays"];
    const plan = { collectionId: before.id, intervalDays, now };
    return { ...after, dueCount: hasNewInterval ? await applyCheckInterval(tx, plan) : 0 };
  });
}
