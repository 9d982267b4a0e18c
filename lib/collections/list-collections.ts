import { db } from "@/lib/db";
import { countVerdictsByCollection } from "@/lib/resources/count-verdicts";

/** A collection with the number of its live resources by verdict; its children's are not added. */
export type CollectionRow = Awaited<ReturnType<typeof listCollections>>[number];

/** All collections by name. Installations have tens of them, so they aren't paged. */
export async function listCollections(now = new Date()) {
  const [collections, counts] = await Promise.all([
    db.collection.findMany({
      orderBy: [{ name: "asc" }, { id: "asc" }],
      include: { parent: { select: { slug: true, name: true } } },
    }),
    countVerdictsByCollection(now),
  ]);
  return collections.map((collection) => ({ ...collection, ...counts(collection.id) }));
}
