import { queueSnapshotsLater } from "@/app/(shell)/resources/queue-snapshots-of";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { snapshotJson } from "@/lib/api/snapshot-json";
import { countSelected } from "@/lib/bulk/selection-where";
import { startBulkSnapshots } from "@/lib/bulk/start-bulk-snapshots";
import { listSnapshots } from "@/lib/snapshots/list-snapshots";

export const GET = api("snapshots.list", async ({ query: { cursor, limit, ...query } }) => {
  const page = { limit, ...(cursor === undefined ? {} : { after: cursor }) };
  const { rows, nextCursor } = await listSnapshots({ query, page });
  return reply(200, { data: rows.map(snapshotJson), nextCursor });
});

/** The answer tells of the stored selection; the work goes on after it, and is resumed by schedule if this process ends. */
export const POST = api("snapshots.submit", async ({ body: { force, dryRun, ...selection }, actor, now }) => {
  if (dryRun) {
    const { total, refusedCount } = await countSelected(selection, actor);
    return reply(200, { bulkRunId: null, selected: total, refused: refusedCount });
  }
  const started = await startBulkSnapshots({ selection, isForced: force, actor, now });
  const { bulkRunId, total, refusedCount } = started;
  queueSnapshotsLater({ bulkRunId, actor });
  return reply(202, { bulkRunId, selected: total, refused: refusedCount });
});

export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
