import { announce } from "@/inngest/client";
import { hostCheckRequested } from "@/inngest/events";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { hostJson } from "@/lib/api/host-json";
import { editHost } from "@/lib/hosts/edit-host";
import { getHost } from "@/lib/hosts/get-host";

export const GET = api("hosts.get", async ({ params: { host }, now }) =>
  reply(200, hostJson(await getHost({ host, now }))),
);

export const PATCH = api("hosts.edit", async ({ params: { host }, body, actor, now }) => {
  const { needsCheck } = await editHost({ host, input: body, actor, now });
  if (needsCheck) await announce(hostCheckRequested.create({ host, priority: 2 }));
  return reply(200, hostJson(await getHost({ host, now })));
});

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const DELETE = methodNotAllowed;
