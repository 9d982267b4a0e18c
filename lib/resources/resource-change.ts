import { Prisma } from "@/prisma/generated/client";
import type { Change } from "./query";

/**
 * Condition on the tables `r` and `s` (resource-filter.ts): what has become of a resource since a date. What it was then is what the
 * newest change of its verdict until then made of it, for the URL that it has now; without one it was not broken.
 */
export function hasChanged(change: Change, since: Date): Prisma.Sql {
  const wasBroken = Prisma.sql`COALESCE((
    SELECT v."verdict" = 'broken' FROM "VerdictChange" v
    WHERE v."resourceId" = s."resourceId" AND v."urlVersion" = s."urlVersion" AND v."at" <= ${since}
    ORDER BY v."at" DESC, v."id" DESC LIMIT 1), FALSE)`;
  if (change === "newly_broken") return Prisma.sql`s."verdict" = 'broken' AND NOT ${wasBroken}`;
  if (change === "still_broken") return Prisma.sql`s."verdict" = 'broken' AND ${wasBroken}`;
  // What is fixed ceased to be broken after the date; read off the index of such changes.
  return Prisma.sql`s."verdict" = 'valid' AND s."resourceId" IN (
      SELECT v."resourceId" FROM "VerdictChange" v
      WHERE (v."verdict" = 'broken' OR v."was" = 'broken') AND v."was" = 'broken' AND v."at" > ${since})
    AND ${wasBroken}`;
}
