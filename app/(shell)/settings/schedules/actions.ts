"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { announce } from "@/inngest/client";
import { scheduleDue } from "@/inngest/events";
import { action } from "@/lib/action";
import { changeSchedule } from "@/lib/schedules/change-schedule";
import { runScheduleNow } from "@/lib/schedules/run-schedule-now";
import { STORED_FOR_LATER } from "../../stored-for-later";

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
export const runScheduleNowAction = action("admin", z.object({ name: z.string() }), async ({ name }, actor, say) => {
  const started = await runScheduleNow({ name, actor });
  const { isStarted } = await announce(scheduleDue.create(started));
  if (!isStarted) say(STORED_FOR_LATER);
  revalidatePath(PAGE);
});
