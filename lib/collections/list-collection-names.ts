import { db } from "@/lib/db";

/** What menus and filters need of a collection. */
export type CollectionName = Awaited<ReturnType<typeof listCollectionNames>>[number];

/** All collections by name, without their counts. Installations have tens of them, so they aren't paged. */
export function listCollectionNames() {
  return db.collection.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, slug: true, name: true },
  });
}
