import { db } from "@/lib/db";

/** How many snapshots have each code of the archive, most first; codes that none has are left out. */
export async function countCodes(): Promise<{ code: string; count: number }[]> {
  const groups = await db.snapshot.groupBy({
    by: ["archiveCode"],
    where: { archiveCode: { not: null } },
    _count: { _all: true },
  });
  return groups
    .flatMap(({ archiveCode, _count }) => (archiveCode === null ? [] : [{ code: archiveCode, count: _count._all }]))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}
