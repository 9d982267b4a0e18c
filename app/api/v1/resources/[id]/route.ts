import { announce } from "@/inngest/client";
import { hostCheckRequested } from "@/inngest/events";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { resourceJson } from "@/lib/api/resource-json";
import { deleteResource } from "@/lib/resources/delete-resource";
import { editResource } from "@/lib/resources/edit-resource";
import { getLiveResource } from "@/lib/resources/get-resource";
import { getSettings } from "@/lib/settings/get-settings";

export const GET = api("resources.get", async ({ params, request, now }) => {
  const resource = await getLiveResource(params.id);
  if (resource.id !== params.id) {
    // A path, not an address: behind a proxy this process doesn't know its own.
    const location = `/api/v1/resources/${resource.id}${new URL(request.url).search}`;
    return new Response(null, { status: 301, headers: { location } });
  }
  return reply(200, resourceJson(resource, await getSettings(), now));
});

export const PATCH = api("resources.edit", async ({ params, body, actor, now }) => {
  const { resource, needsCheck } = await editResource({ resourceId: params.id, input: body, actor, now });
  if (needsCheck) await announce(hostCheckRequested.create({ host: resource.host, priority: 2 }));
  return reply(200, resourceJson(resource, await getSettings(), now));
});

export const DELETE = api("resources.delete", async ({ params, actor, now }) => {
  const { id } = await getLiveResource(params.id);
  await deleteResource({ resourceId: id, actor, now });
  return reply(200, { id });
});

export const PUT = methodNotAllowed;
export const POST = methodNotAllowed;
