import { db } from "@/lib/db";

export type RecentCheck = Awaited<ReturnType<typeof listRecentChecks>>[number];

/** The resources of a host that were checked last, each with what its newest check came to. */
export async function listRecentChecks({ host, limit }: { host: string; limit: number }) {
  const rows = await db.checkState.findMany({
    where: { host, isLive: true, lastCheckedAt: { not: null } },
    orderBy: [{ lastCheckedAt: "desc" }, { resourceId: "asc" }],
    take: limit,
    select: {
      ...{ resourceId: true, verdict: true, reason: true, httpStatus: true, lastCheckedAt: true },
      resource: { select: { title: true, url: true } },
    },
  });
  return rows.map(({ resource, ...state }) => ({ ...state, ...resource }));
}
