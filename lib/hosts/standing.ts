import { hostNotice } from "@/lib/checks/find-host-notice";
import type { Host } from "@/prisma/generated/client";
import { isMostlyRefused } from "./query";

/** How a host stands at this moment, the strongest word first. */
export type Standing = {
  kind:
    | "paused"
    | "retry_after"
    | "rate_limited"
    | "no_answer"
    | "at_work"
    | "unanswered"
    | "refusing"
    | "slowed"
    | "fine"
    | "unasked";
  /** When it may be asked again; null when it may be asked, or when nobody has said. */
  until: Date | null;
  /** A person's words for the pause. */
  reason: string | null;
};

export type StandingKind = Standing["kind"];

/** The standing of a host by its row; null for one that was never asked. Pure. */
export function standingOf(
  row:
    | (Pick<Host, "pausedAt" | "pausedUntil" | "pauseReason" | "notBefore" | "notBeforeReason"> &
        Pick<Host, "leaseUntil" | "slowdownMs" | "lastAskedAt" | "noAnswerStreak" | "recentCount" | "recentBlocked">)
    | null,
  now: Date,
): Standing {
  const calm = { until: null, reason: null };
  if (row === null) return { kind: "unasked", ...calm };
  const notice = hostNotice(row, now);
  if (notice) return notice;
  if (row.leaseUntil !== null && row.leaseUntil > now) return { kind: "at_work", ...calm };
  if (row.lastAskedAt === null) return { kind: "unasked", ...calm };
  if (row.noAnswerStreak > 0) return { kind: "unanswered", ...calm };
  if (isMostlyRefused(row)) return { kind: "refusing", ...calm };
  return { kind: row.slowdownMs > 0 ? "slowed" : "fine", ...calm };
}

/** Whether a person's pause holds. Pure. */
export function isPaused(row: Pick<Host, "pausedAt" | "pausedUntil">, now: Date): boolean {
  return row.pausedAt !== null && (row.pausedUntil === null || row.pausedUntil > now);
}
