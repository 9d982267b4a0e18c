import { announce } from "@/inngest/client";
import { hostCheckRequested } from "@/inngest/events";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { resourceJson } from "@/lib/api/resource-json";
import { addResource } from "@/lib/resources/add-resource";
import { listResources } from "@/lib/resources/list-resources";
import { getSettings } from "@/lib/settings/get-settings";

export const GET = api("resources.list", async ({ query: { cursor, limit, descending, ...query }, now }) => {
  const { rows, nextCursor } = await listResources({
    query: { ...query, ...(descending === undefined ? {} : { isDescending: descending }) },
    page: { limit, ...(cursor === undefined ? {} : { after: cursor }) },
  });
  const settings = await getSettings();
  return reply(200, { data: rows.map((row) => resourceJson(row, settings, now)), nextCursor });
});

export const POST = api("resources.add", async ({ body, actor, now }) => {
  const { resource, isNew } = await addResource({ input: body, actor, now });
  if (isNew) await announce(hostCheckRequested.create({ host: resource.host, priority: 2 }));
  return reply(isNew ? 201 : 200, resourceJson(resource, await getSettings(), now));
});

export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
