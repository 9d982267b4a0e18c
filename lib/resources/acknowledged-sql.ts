import { Prisma } from "@/prisma/generated/client";
import { ACKNOWLEDGEABLE } from "./acknowledgement";

/** Condition on the check state `s`: an acknowledgement is in force. The rule of acknowledgement.ts. */
export function isAcknowledgedAt(now: Date): Prisma.Sql {
  return Prisma.sql`(s."acknowledgedAt" IS NOT NULL AND (s."acknowledgedUntil" IS NULL OR s."acknowledgedUntil" > ${now}))`;
}

/** Condition on the check state `s`: none is in force. */
export function isNotAcknowledgedAt(now: Date): Prisma.Sql {
  return Prisma.sql`(s."acknowledgedAt" IS NULL OR s."acknowledgedUntil" <= ${now})`;
}

/** Condition on the check state `s`: its outcome is one that may be acknowledged. */
export const MAY_BE_ACKNOWLEDGED = Prisma.sql`(s."verdict" = ANY(${[...ACKNOWLEDGEABLE]}::"Verdict"[])
  OR (s."verdict" = 'valid' AND s."confidence" = 'low'))`;
