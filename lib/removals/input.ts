import { z } from "zod";
import { textInput } from "@/lib/storable-text";
import { REMOVAL_SCOPES, REMOVAL_STATES } from "./removal-state";

/* What forms and the API may send. Browser-safe. */

/** Room for a case, in an e-mail that people read. */
export const MAX_REMOVAL_REASON = 2_000;
export const MAX_REMOVAL_NOTE = 1_000;

const day = z.iso.date("Write the day as 2026-03-01.");

export const DraftRemovalInput = z
  .object({
    scope: z.enum(REMOVAL_SCOPES, "Choose this address or its whole host.").default("url"),
    reason: textInput("Say why it should be removed.")
      .trim()
      .min(1, "Say why it should be removed: people at the archive decide by it.")
      .max(MAX_REMOVAL_REASON, `The reason may have ${MAX_REMOVAL_REASON} characters at most.`),
    ownership: textInput()
      .trim()
      .max(500, "May have 500 characters at most.")
      .default("")
      .describe("Who owns the site, and since when."),
    from: day.nullish().describe("First day whose captures are meant; null: from the beginning."),
    to: day.nullish().describe("Last day whose captures are meant; null: to this day and later."),
  })
  .strict()
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ["to"],
    message: "The last day is before the first one.",
  });
export type DraftRemovalInput = z.input<typeof DraftRemovalInput>;

export const RemovalStateInput = z
  .object({
    state: z.enum(REMOVAL_STATES).exclude(["drafted"], "Say sent, done, refused or unanswered."),
    note: textInput()
      .trim()
      .max(MAX_REMOVAL_NOTE, `The note may have ${MAX_REMOVAL_NOTE} characters at most.`)
      .nullish()
      .describe("What was answered, and by whom."),
  })
  .strict();
export type RemovalStateInput = z.input<typeof RemovalStateInput>;
