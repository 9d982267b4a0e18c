import { db } from "@/lib/db";
import type { Prisma } from "@/prisma/generated/client";
import { parseEvidence } from "./evidence";

/** A check with what it saw; `evidence` is null if a version wrote it that this one can't read. */
export type ShownCheck = NonNullable<Awaited<ReturnType<typeof findLastCheck>>>;

export const SHOWN_OF_CHECK = {
  ...{ id: true, urlVersion: true, startedAt: true, durationMs: true, verdict: true, reason: true },
  ...{ httpStatus: true, finalUrl: true, trigger: true, runId: true, evidence: true },
} as const satisfies Prisma.CheckSelect;

/** The newest check of a resource's present URL with what it saw, or null before the first. Older URLs' checks are history only. */
export async function findLastCheck({ resourceId, urlVersion }: { resourceId: string; urlVersion: number }) {
  const check = await db.check.findFirst({
    where: { resourceId, urlVersion },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    select: SHOWN_OF_CHECK,
  });
  return check && { ...check, evidence: parseEvidence(check.evidence) };
}
