import { announce } from "@/inngest/client";
import { hostCheckRequested } from "@/inngest/events";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { requestCheck } from "@/lib/checks/request-check";
import { getLiveResource } from "@/lib/resources/get-resource";

export const POST = api("resources.check", async ({ params, actor, now }) => {
  const { id } = await getLiveResource(params.id);
  const { host, isAlreadyRequested } = await requestCheck({ resourceId: id, actor, now });
  const { isStarted } = await announce(hostCheckRequested.create({ host, priority: 2 }));
  return reply(202, { id, isAlreadyRequested, isStarted });
});

export const GET = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
