import { announce } from "@/inngest/client";
import { snapshotSubmitted } from "@/inngest/events";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { findUnderWay } from "@/lib/bulk/find-under-way";

/** Wakes the poller, which reads all results that are due; a snapshot that only waits for its turn has none yet. */
export const POST = api("snapshots.refresh", async ({ body }) => {
  const { count, snapshotId } = await findUnderWay(body);
  const { isStarted } = snapshotId ? await announce(snapshotSubmitted.create({ snapshotId })) : { isStarted: true };
  return reply(202, { underWay: count, isStarted });
});

export const GET = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
