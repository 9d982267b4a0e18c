import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** An import with its counts and its collection. Throws NOT_FOUND. */
export async function getImport(importId: string) {
  const found = await db.import.findUnique({
    where: { id: importId },
    include: { collection: { select: { slug: true, name: true } } },
  });
  if (!found) throw new AppError("NOT_FOUND", "There is no import with this id.");
  return found;
}
