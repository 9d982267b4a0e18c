import { db, type Tx } from "@/lib/db";

/** Ids of a collection and of all that are inside it, however deep; each once. */
export async function listCollectionsInside(collectionId: string, tx: Tx = db): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE inside AS (
      SELECT ${collectionId}::text AS "id"
      UNION SELECT c."id" FROM "Collection" c JOIN inside ON c."parentId" = inside."id"
    )
    SELECT "id" FROM inside`;
  return rows.map(({ id }) => id);
}
