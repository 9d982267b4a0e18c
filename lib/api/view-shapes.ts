import { z } from "zod";
import { Instant } from "@/lib/api/shapes";

/** One line of a resource's history. `kind` says what the rest is. */
export const TimelineEntryJson = z.looseObject({ kind: z.enum(["check", "snapshot", "activity"]), at: Instant });

/** What the overview shows. */
export const OverviewJson = z.looseObject({});
