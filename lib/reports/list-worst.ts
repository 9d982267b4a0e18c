import { db } from "@/lib/db";
import { isNotAcknowledgedAt } from "@/lib/resources/acknowledged-sql";
import { loadResourceRows, type ResourceRow } from "@/lib/resources/resource-row";

/** What "worst first" holds. */
export const TROUBLED = ["broken", "unreachable", "failing"] as const;

/**
 * The worst resources of these collections that nobody has acknowledged: confirmed broken before what may still pass, and the longest in
 * trouble first.
 */
export async function listWorst({
  collectionIds,
  limit,
  now,
}: {
  collectionIds: readonly string[];
  limit: number;
  now: Date;
}): Promise<ResourceRow[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT s."resourceId" AS "id" FROM "CheckState" s
    WHERE s."isLive" AND s."collectionId" = ANY(${[...collectionIds]}::text[]) AND s."verdict" = ANY(${[...TROUBLED]}::"Verdict"[])
      AND ${isNotAcknowledgedAt(now)}
    ORDER BY array_position(${[...TROUBLED]}::"Verdict"[], s."verdict"), COALESCE(s."firstFailureAt", s."verdictSince"), s."resourceId"
    LIMIT ${limit}`;
  return loadResourceRows(rows.map(({ id }) => id));
}
