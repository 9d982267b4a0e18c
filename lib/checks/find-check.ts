import { db } from "@/lib/db";
import { parseEvidence } from "./evidence";
import { SHOWN_OF_CHECK, type ShownCheck } from "./find-last-check";

/** One check of a resource with what it saw, of any version of its URL; null if it is not kept any more, is another's, or the id is none. */
export async function findCheck({
  resourceId,
  checkId,
}: {
  resourceId: string;
  checkId: string;
}): Promise<ShownCheck | null> {
  if (!/^\d{1,18}$/.test(checkId)) return null;
  const check = await db.check.findFirst({ where: { id: BigInt(checkId), resourceId }, select: SHOWN_OF_CHECK });
  return check && { ...check, evidence: parseEvidence(check.evidence) };
}
