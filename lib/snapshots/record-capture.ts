import { db } from "@/lib/db";
import { snapshotUrlOf } from "@/lib/remotes/wayback";
import { getSettings } from "@/lib/settings/get-settings";
import type { MovedRow } from "./snapshot-audit";
import { auditSnapshots } from "./snapshot-audit";
import { REASON_SENTENCES, statusesBefore } from "./snapshot-state";

type Captured = { timestamp: string; capturedAt: Date; originalUrl: string | null; httpStatus: number | null };

/**
 * A capture settles these rows: `success`, for ever. Older detail is cleared. The resources show it from now on, unless the archive
 * holds an error page, the URL was edited meanwhile, or they show a newer one. Rows that are settled already are left alone.
 */
export async function recordCapture({
  rows,
  capture,
  now,
  runId,
}: {
  rows: readonly MovedRow[];
  capture: Captured;
  now: Date;
  runId?: string;
}): Promise<number> {
  const settings = await getSettings();
  const isBad = capture.httpStatus !== null && capture.httpStatus >= 400;
  return db.$transaction(async (tx) => {
    const moved: MovedRow[] = [];
    for (const row of rows) {
      const snapshotUrl = snapshotUrlOf(capture.timestamp, capture.originalUrl ?? row.url);
      const { count } = await tx.snapshot.updateMany({
        where: { id: row.id, status: { in: statusesBefore("success") } },
        data: {
          status: "success",
          snapshotUrl,
          capturedAt: capture.capturedAt,
          httpStatus: capture.httpStatus,
          finishedAt: now,
          reason: isBad ? "bad_status" : null,
          detail: isBad ? REASON_SENTENCES.bad_status : null,
          archiveCode: null,
          notBefore: null,
          leaseUntil: null,
          nextVerifyAt: new Date(now.getTime() + settings["snapshots.firstLookSeconds"] * 1_000),
        },
      });
      if (count === 0) continue;
      moved.push(row);
      if (isBad) continue;
      await tx.$executeRaw`
        UPDATE "Resource" r SET "snapshotUrl" = ${snapshotUrl}, "snapshotAt" = ${capture.capturedAt}
        FROM "Snapshot" s
        WHERE s."id" = ${row.id} AND r."id" = s."resourceId" AND r."urlVersion" = s."urlVersion"
          AND (r."snapshotAt" IS NULL OR r."snapshotAt" < ${capture.capturedAt})`;
    }
    await auditSnapshots(tx, moved, { action: "snapshot.succeeded", ...(runId ? { runId } : {}) });
    return moved.length;
  });
}
