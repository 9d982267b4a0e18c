import { announce } from "@/inngest/client";
import { snapshotRequested } from "@/inngest/events";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { getLiveResource } from "@/lib/resources/get-resource";
import { requestSnapshot } from "@/lib/snapshots/request-snapshot";

export const POST = api("resources.snapshot", async ({ params, body, actor, now }) => {
  const { id } = await getLiveResource(params.id);
  const result = await requestSnapshot({ resourceId: id, actor, isForced: body.force, now });
  if (result.outcome === "skipped") {
    return reply(202, { snapshotId: null, skipped: result.reason, detail: result.detail, isStarted: false });
  }
  if (result.outcome === "already_open") {
    const { snapshotId, outcome, detail } = result;
    return reply(202, { snapshotId, skipped: outcome, detail, isStarted: true });
  }
  const { snapshotId, priority } = result;
  const { isStarted } = await announce(snapshotRequested.create({ snapshotId, priority }));
  return reply(202, { snapshotId, skipped: null, detail: null, isStarted });
});

export const GET = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
