import type { z } from "zod";
import { isoOf } from "@/lib/api/resource-json";
import type { SnapshotJson } from "@/lib/api/shapes";
import { archiveCodeWords } from "@/lib/snapshots/archive-codes";
import { snapshotNextStep } from "@/lib/snapshots/next-step";
import type { Snapshot } from "@/prisma/generated/client";

/** A snapshot as the API shows it. */
export function snapshotJson(row: Snapshot): z.input<typeof SnapshotJson> {
  const { id, resourceId, status, reason, detail, archiveCode, jobId, httpStatus } = row;
  return {
    id,
    resourceId,
    submittedUrl: row.url,
    status,
    reason,
    detail,
    archiveCode,
    jobId,
    url: row.snapshotUrl,
    httpStatus,
    similarity: row.similarity,
    priority: row.priority,
    attempts: row.attempts,
    isForced: row.isForced,
    retry: archiveCode === null ? null : archiveCodeWords(archiveCode).retry,
    nextStep: snapshotNextStep(row),
    // What a person paused has no time.
    notBefore: row.reason === "paused_by_person" ? null : isoOf(row.notBefore),
    nextVerifyAt: isoOf(row.nextVerifyAt),
    requestedAt: row.requestedAt.toISOString(),
    submittedAt: isoOf(row.submittedAt),
    finishedAt: isoOf(row.finishedAt),
    capturedAt: isoOf(row.capturedAt),
    verifiedAt: isoOf(row.verifiedAt),
  };
}
