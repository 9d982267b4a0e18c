import type { Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Deeper trees than this are a mistake, and a loop is one without an end. */
const MAX_DEPTH = 20;

/**
 * Id of the collection that shall hold `childId` (absent: a new one). Throws NOT_FOUND, and INVALID if the child holds the parent,
 * both at the field `parent`.
 */
export async function parentId(tx: Tx, slug: string, childId?: string): Promise<string> {
  const parent = await tx.collection.findUnique({ where: { slug }, select: { id: true, parentId: true } });
  if (!parent) throw atParent("NOT_FOUND", `There is no collection "${slug}".`);
  let above: { id: string; parentId: string | null } | null = parent;
  for (let depth = 0; above; depth++) {
    if (above.id === childId) throw atParent("INVALID", "A collection can't be inside itself.");
    if (depth >= MAX_DEPTH) throw atParent("INVALID", `Collections may be nested ${MAX_DEPTH} deep at most.`);
    if (above.parentId === null) break;
    above = await tx.collection.findUnique({ where: { id: above.parentId }, select: { id: true, parentId: true } });
  }
  return parent.id;
}

function atParent(code: "INVALID" | "NOT_FOUND", sentence: string): AppError {
  return new AppError(code, sentence, { fields: { parent: sentence } });
}
