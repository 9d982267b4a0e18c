import { announce } from "@/inngest/client";
import { workResumed } from "@/inngest/events";
import { api, methodNotAllowed, reply } from "@/lib/api";
import { settingJson } from "@/lib/api/setting-json";
import { listSettings } from "@/lib/settings/list-settings";
import { setSetting } from "@/lib/settings/set-setting";

export const GET = api("settings.list", async () => reply(200, await allSettings()));

export const PATCH = api("settings.change", async ({ body, actor }) => {
  let isAnyResumed = false;
  for (const [key, value] of Object.entries(body)) {
    const { isWorkResumed } = await setSetting({ key, value, actor });
    isAnyResumed ||= isWorkResumed;
  }
  if (isAnyResumed) await announce(workResumed.create({}));
  return reply(200, await allSettings());
});

async function allSettings() {
  return { data: (await listSettings()).map(settingJson) };
}

export const POST = methodNotAllowed;
export const PUT = methodNotAllowed;
export const DELETE = methodNotAllowed;
