import { db } from "@/lib/db";
import { VERDICTS, type Verdict } from "./verdict";

export type VerdictCounts = { total: number; byVerdict: Record<Verdict, number> };

/** Live resources by verdict, of one collection or of all. */
export async function countVerdicts({ collectionId }: { collectionId?: string } = {}): Promise<VerdictCounts> {
  const groups = await db.checkState.groupBy({
    by: ["verdict"],
    where: { isLive: true, collectionId },
    _count: { _all: true },
  });
  return summed(groups.map(({ verdict, _count }) => [verdict, _count._all]));
}

/** The same for every collection in one query; a collection without resources has zeros. */
export async function countVerdictsByCollection(): Promise<(collectionId: string) => VerdictCounts> {
  const groups = await db.checkState.groupBy({
    by: ["collectionId", "verdict"],
    where: { isLive: true },
    _count: { _all: true },
  });
  const pairs = new Map<string, [Verdict, number][]>();
  for (const { collectionId, verdict, _count } of groups)
    pairs.set(collectionId, [...(pairs.get(collectionId) ?? []), [verdict, _count._all]]);
  return (collectionId) => summed(pairs.get(collectionId) ?? []);
}

function summed(pairs: readonly [Verdict, number][]): VerdictCounts {
  const byVerdict = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const [verdict, count] of pairs) byVerdict[verdict] += count;
  return { total: pairs.reduce((sum, [, count]) => sum + count, 0), byVerdict };
}
