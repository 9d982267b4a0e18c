import { db } from "@/lib/db";

/** The newest imports, of one collection or of all. */
export async function listImports({ collectionId, limit = 20 }: { collectionId?: string; limit?: number } = {}) {
  return db.import.findMany({
    where: { collectionId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: Math.min(Math.max(1, limit), 200),
    include: { collection: { select: { slug: true, name: true } } },
  });
}
