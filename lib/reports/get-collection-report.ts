import { type CollectionRow, listCollections } from "@/lib/collections/list-collections";
import { groupBy } from "@/lib/group-by";
import { sumCounts, type VerdictCounts } from "@/lib/resources/count-verdicts";

/** A collection with the numbers of its own resources, and with those of the collections inside it added. */
export type ReportLine = CollectionRow & {
  /** The collections inside it, however deep, and itself. */
  subtree: readonly string[];
  rolledUp: VerdictCounts;
};

export type CollectionReport = {
  /** Every collection once, by name. */
  lines: readonly ReportLine[];
  /** Every resource once; the sum of the own numbers, and of the rolled-up ones of the collections at the top. */
  total: VerdictCounts;
};

/** The report by collection: three queries, whatever the number of collections. */
export async function getCollectionReport({ now }: { now: Date }): Promise<CollectionReport> {
  const collections = await listCollections(now);
  const children = groupBy(collections, ({ parentId }) => parentId);
  const byId = new Map(collections.map((row) => [row.id, row]));
  const lines = collections.map((row) => {
    const subtree = inside(row.id, children);
    return { ...row, subtree, rolledUp: sumCounts(subtree.flatMap((id) => byId.get(id) ?? [])) };
  });
  return { lines, total: sumCounts(collections) };
}

/** The database lets no collection be inside itself; a set makes sure that none is counted twice even so. */
function inside(id: string, children: ReadonlyMap<string | null, CollectionRow[]>): string[] {
  const found = new Set([id]);
  for (const each of found) for (const child of children.get(each) ?? []) found.add(child.id);
  return [...found];
}
