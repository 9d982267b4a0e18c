import { db } from "@/lib/db";
import { parseEvidence } from "./evidence";

export type LastCheck = NonNullable<Awaited<ReturnType<typeof findLastCheck>>>;

/** The newest check of a resource's present URL with what it saw, or null before the first. Older URLs' checks are history only. */
export async function findLastCheck({ resourceId, urlVersion }: { resourceId: string; urlVersion: number }) {
  const check = await db.check.findFirst({
    where: { resourceId, urlVersion },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    select: { startedAt: true, durationMs: true, trigger: true, runId: true, evidence: true },
  });
  return check && { ...check, evidence: parseEvidence(check.evidence) };
}
