import { db } from "@/lib/db";
import { groupBy } from "@/lib/group-by";
import { isAcknowledgedAt } from "./acknowledged-sql";
import { VERDICTS, type Verdict } from "./verdict";

export type VerdictCounts = {
  total: number;
  byVerdict: Record<Verdict, number>;
  /** Those of `byVerdict` whose outcome somebody has acknowledged. */
  acknowledged: Record<Verdict, number>;
};

type Scope = { collectionId?: string; now?: Date };

/** Live resources by verdict, of one collection or of all. */
export async function countVerdicts({ collectionId, now = new Date() }: Scope = {}): Promise<VerdictCounts> {
  const [groups, acknowledged] = await Promise.all([
    db.checkState.groupBy({ by: ["verdict"], where: { isLive: true, collectionId }, _count: { _all: true } }),
    countAcknowledged(now),
  ]);
  const ofScope = acknowledged.filter((row) => collectionId === undefined || row.collectionId === collectionId);
  return counted(
    groups.map(({ verdict, _count }) => ({ verdict, count: _count._all })),
    ofScope,
  );
}

/** The same for every collection in two queries; a collection without resources has zeros. */
export async function countVerdictsByCollection(now = new Date()): Promise<(collectionId: string) => VerdictCounts> {
  const [groups, acknowledged] = await Promise.all([
    db.checkState.groupBy({ by: ["collectionId", "verdict"], where: { isLive: true }, _count: { _all: true } }),
    countAcknowledged(now),
  ]);
  const rows = groups.map(({ collectionId, verdict, _count }) => ({ collectionId, verdict, count: _count._all }));
  const all = groupBy(rows, (row) => row.collectionId);
  const noted = groupBy(acknowledged, (row) => row.collectionId);
  return (collectionId) => counted(all.get(collectionId) ?? [], noted.get(collectionId) ?? []);
}

type Group = { collectionId: string; verdict: Verdict; count: number };

/** Apart from the counts by verdict, which so read nothing but their index; these have a small one of their own. */
function countAcknowledged(now: Date): Promise<Group[]> {
  return db.$queryRaw<Group[]>`
    SELECT s."collectionId", s."verdict"::text AS "verdict", count(*)::int AS "count" FROM "CheckState" s
    WHERE s."isLive" AND ${isAcknowledgedAt(now)} GROUP BY 1, 2`;
}

type Counted = Pick<Group, "verdict" | "count">;

function counted(all: readonly Counted[], acknowledged: readonly Counted[]): VerdictCounts {
  return {
    total: all.reduce((sum, { count }) => sum + count, 0),
    byVerdict: perVerdict(all),
    acknowledged: perVerdict(acknowledged),
  };
}

function perVerdict(rows: readonly Counted[]): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const { verdict, count } of rows) counts[verdict] += count;
  return counts;
}

/** Several counts as one. */
export function sumCounts(parts: readonly VerdictCounts[]): VerdictCounts {
  const pairs = (of: "byVerdict" | "acknowledged") =>
    parts.flatMap((part) => VERDICTS.map((verdict) => ({ verdict, count: part[of][verdict] })));
  return counted(pairs("byVerdict"), pairs("acknowledged"));
}
