import type { z } from "zod";
import type { ResourceJson } from "@/lib/api/shapes";
import { readersUrl } from "@/lib/readers/readers-url";
import { isAcknowledged } from "@/lib/resources/acknowledgement";
import type { ResourceRow } from "@/lib/resources/resource-row";
import type { Settings } from "@/lib/settings/definitions";

const DAY_MS = 24 * 3_600_000;

/** A resource as the API shows it. */
export function resourceJson(row: ResourceRow, settings: Settings, now: Date): z.input<typeof ResourceJson> {
  const { id, url, title, visibility, verdict, reason, confidence, httpStatus, finalUrl, failureStreak } = row;
  return {
    id,
    url,
    collection: row.collection.slug,
    title,
    visibility,
    unlisted: row.isUnlisted,
    readersUrl: readersUrl(row, settings),
    permanentAt: row.permanentAt.toISOString(),
    verdict,
    reason,
    confidence,
    verdictSince: isoOf(row.verdictSince),
    httpStatus,
    finalUrl,
    failureStreak,
    firstFailureAt: isoOf(row.firstFailureAt),
    lastSuccessAt: isoOf(row.lastSuccessAt),
    lastCheckedAt: isoOf(row.lastCheckedAt),
    nextCheckAt: isoOf(row.nextCheckAt),
    acknowledgement: acknowledgementOf(row, now),
    snapshot: {
      status: row.snapshot?.status ?? null,
      detail: row.snapshot?.detail ?? null,
      url: row.snapshotUrl,
      jobId: row.snapshot?.jobId ?? null,
      capturedAt: isoOf(row.snapshotAt),
      verifiedAt: isoOf(row.snapshot?.verifiedAt ?? null),
      nextEligibleAt: nextEligibleAt(row, settings, now),
    },
    archive: { eligible: false, missing: missingForArchive(row, now), mark: null, copies: [] },
  };
}

export const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;

function acknowledgementOf(row: ResourceRow, now: Date) {
  const { acknowledgedAt: at, acknowledgedUntil: until, acknowledgedReason } = row;
  if (at === null || !isAcknowledged(row, now)) return null;
  return { at: at.toISOString(), until: isoOf(until), reason: acknowledgedReason ?? "" };
}

/** The interval runs from the end of the last success; null when it is over, or nothing ever succeeded. */
function nextEligibleAt({ snapshot, snapshotAt }: ResourceRow, settings: Settings, now: Date): string | null {
  const hasSucceeded = snapshot?.status === "success" || snapshot?.status === "verified";
  const last = (hasSucceeded ? snapshot.finishedAt : null) ?? snapshotAt;
  if (last === null) return null;
  const next = new Date(last.getTime() + settings["snapshots.intervalDays"] * DAY_MS);
  return next > now ? next.toISOString() : null;
}

/** What a resource lacks for the Internet Archive. Holdfast makes no captures of its own yet, so that one is always missing. */
function missingForArchive({ permanentAt, visibility, isUnlisted }: ResourceRow, now: Date): string[] {
  return [
    ...(permanentAt > now ? ["permanent"] : []),
    ...(visibility === "public" ? [] : ["public"]),
    ...(isUnlisted ? ["listed"] : []),
    "capture",
  ];
}
