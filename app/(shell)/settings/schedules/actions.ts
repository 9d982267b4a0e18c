"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { scheduleStart } from "@/inngest/events";
import { action } from "@/lib/action";
import { changeSchedule } from "@/lib/schedules/change-schedule";
import { runScheduleNow } from "@/lib/schedules/run-schedule-now";
import { announceOrTell } from "../../resources/announce-or-tell";

const PAGE = "/settings/schedules";

const ChangeScheduleInput = z.object({
  name: z.string(),
  change: z.object({ isOn: z.boolean().optional(), cron: z.string().max(100).nullable().optional() }),
});

/** The switch of a schedule, and "Save" of its times. */
export const changeScheduleAction = action("admin", ChangeScheduleInput, async ({ name, change }, actor) => {
  await changeSchedule({ name, change, actor });
  revalidatePath(PAGE);
});

/** "Run now". */
export const runScheduleNowAction = action("admin", z.object({ name: z.string() }), async ({ name }, actor, tell) => {
  const started = await runScheduleNow({ name, actor });
  await announceOrTell(scheduleStart(started), tell);
  revalidatePath(PAGE);
});
