import { db } from "@/lib/db";

/** Who acknowledged the resource's outcome last, as they were called then: also tokens and the command line. */
export async function findAcknowledger(resourceId: string): Promise<string | null> {
  const row = await db.activity.findFirst({
    where: { subjectKind: "resource", subjectId: resourceId, action: "resource.acknowledged" },
    orderBy: { id: "desc" },
    select: { actorName: true },
  });
  return row?.actorName ?? null;
}
