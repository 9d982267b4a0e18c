"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { workResumed } from "@/inngest/events";
import { action } from "@/lib/action";
import { resetSetting } from "@/lib/settings/reset-setting";
import { setSetting } from "@/lib/settings/set-setting";
import { announceOrTell } from "../resources/announce-or-tell";

/** The value is judged by the setting's own rule, which says in words what it takes. */
const SetSettingInput = z.object({ key: z.string(), value: z.unknown() });

/** "Save" of a setting, and the switches. */
export const setSettingAction = action("admin", SetSettingInput, async ({ key, value }, actor, tell) => {
  const { isWorkResumed } = await setSetting({ key, value, actor });
  if (isWorkResumed) await announceOrTell(workResumed.create({}), tell);
  revalidatePath("/", "layout");
});

/** "Reset to default". */
export const resetSettingAction = action("admin", z.object({ key: z.string() }), async ({ key }, actor, tell) => {
  const { isWorkResumed } = await resetSetting({ key, actor });
  if (isWorkResumed) await announceOrTell(workResumed.create({}), tell);
  revalidatePath("/", "layout");
});
