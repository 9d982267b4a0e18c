import { api, methodNotAllowed, reply } from "@/lib/api";
import { resourceJson } from "@/lib/api/resource-json";
import { acknowledgeResource } from "@/lib/resources/acknowledge-resource";
import { getLiveResource } from "@/lib/resources/get-resource";
import { withdrawAcknowledgement } from "@/lib/resources/withdraw-acknowledgement";
import { getSettings } from "@/lib/settings/get-settings";

export const POST = api("resources.acknowledge", async ({ params, body: { outcome, ...input }, actor, now }) => {
  await acknowledgeResource({ resourceId: params.id, input, outcome, actor, now });
  return reply(200, resourceJson(await getLiveResource(params.id), await getSettings(), now));
});

export const DELETE = api("resources.withdrawAcknowledgement", async ({ params, actor, now }) => {
  await withdrawAcknowledgement({ resourceId: params.id, actor });
  return reply(200, resourceJson(await getLiveResource(params.id), await getSettings(), now));
});

export const GET = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
