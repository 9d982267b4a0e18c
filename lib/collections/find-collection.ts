import { db, type Tx } from "@/lib/db";

/** The collection of this slug, or null. */
export function findCollection(slug: string, tx: Tx = db) {
  return tx.collection.findUnique({ where: { slug: slug.toLowerCase() } });
}
