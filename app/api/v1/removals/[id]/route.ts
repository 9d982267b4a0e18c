import { api, methodNotAllowed, reply } from "@/lib/api";
import { removalJson } from "@/lib/api/removal-json";
import { getRemoval } from "@/lib/removals/get-removal";
import { setRemovalState } from "@/lib/removals/set-removal-state";
import { getSettings } from "@/lib/settings/get-settings";

export const PATCH = api("removals.change", async ({ params: { id }, body, actor, now }) => {
  await setRemovalState({ removalId: id, input: body, actor, now });
  return reply(200, removalJson(await getRemoval(id), await getSettings()));
});

export const GET = methodNotAllowed;
export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const DELETE = methodNotAllowed;
