import { Prisma } from "@/prisma/generated/client";
import type { Change } from "./query";

/** A resource that was broken at a date was checked within this time before it; read off the index "Check_broken". */
const LOOK_BACK_MS = 30 * 86_400_000;

/**
 * Condition on the table `r`: what has become of a resource since a date. What it was then is the verdict of its newest check until
 * then, of the URL that it has now.
 */
export function hasChanged(change: Change, since: Date): Prisma.Sql {
  const was = Prisma.sql`(
    SELECT c."verdict" FROM "Check" c
    WHERE c."resourceId" = r."id" AND c."urlVersion" = r."urlVersion" AND c."startedAt" <= ${since}
    ORDER BY c."startedAt" DESC LIMIT 1)`;
  if (change === "newly_broken") return Prisma.sql`r."verdict" = 'broken' AND ${was} IS DISTINCT FROM 'broken'`;
  if (change === "still_broken") return Prisma.sql`r."verdict" = 'broken' AND ${was} = 'broken'`;
  return Prisma.sql`r."verdict" = 'valid' AND r."id" IN (
      SELECT b."resourceId" FROM "Check" b
      WHERE b."verdict" = 'broken' AND b."startedAt" <= ${since}
        AND b."startedAt" >= ${new Date(since.getTime() - LOOK_BACK_MS)})
    AND ${was} = 'broken'`;
}
