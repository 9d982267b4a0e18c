import { api, methodNotAllowed, reply } from "@/lib/api";
import { removalJson } from "@/lib/api/removal-json";
import { draftRemoval } from "@/lib/removals/draft-removal";
import { getRemoval } from "@/lib/removals/get-removal";
import { getSettings } from "@/lib/settings/get-settings";

/** Also of a deleted resource: the archive still has it. */
export const POST = api("removals.draft", async ({ params: { id }, body, actor, now }) => {
  const { removalId, isNew } = await draftRemoval({ resourceId: id, input: body, actor, now });
  return reply(isNew ? 201 : 200, removalJson(await getRemoval(removalId), await getSettings()));
});

export const GET = methodNotAllowed;
export const PUT = methodNotAllowed;
export const PATCH = methodNotAllowed;
export const DELETE = methodNotAllowed;
