import { db } from "@/lib/db";

/** As many as anybody reads; older ones are found by Activity. */
const SHOWN = 200;

/** Resources that were deleted, the newest first, at most 200. */
export async function listDeleted({ now }: { now: Date }) {
  const rows = await db.resource.findMany({
    where: { deletedAt: { not: null } },
    orderBy: [{ deletedAt: "desc" }, { id: "desc" }],
    take: SHOWN,
    select: {
      ...{ id: true, url: true, title: true, collectionId: true, deletedAt: true, permanentAt: true },
      collection: { select: { slug: true, name: true } },
    },
  });
  return rows.map(({ permanentAt, ...row }) => ({ ...row, isPermanent: permanentAt <= now }));
}

export type DeletedResource = Awaited<ReturnType<typeof listDeleted>>[number];
