import { z } from "zod";
import { AppError } from "@/lib/errors";
import { storableText, textInput } from "@/lib/storable-text";
import { MAX_HOST_LENGTH } from "./query";

/*
 * What forms and the API may send. Browser-safe.
 */

/** host[:port]; an odd spelling of what no host has is simply not found. */
export const HostName = z
  .string("Name the host.")
  .trim()
  .min(1, "Name the host.")
  .max(MAX_HOST_LENGTH, "No host has a name this long.")
  .transform((text) => storableText(text).toLowerCase());

const reason = textInput("Say why, so that others know.")
  .trim()
  .min(1, "Say why, so that others know.")
  .max(300, "The reason may have 300 characters at most.");

const instant = z.iso
  .datetime("Write the time as 2026-03-01T12:00:00Z.")
  .nullish()
  .transform((text) => text ?? null);

/** When a pause or a rule ends; null: by hand. Throws INVALID at the field for what is over already. */
export function endOf(field: "pausedUntil" | "until" | "expiresAt", text: string | null, now: Date): Date | null {
  if (text === null) return null;
  const at = new Date(text);
  if (at > now) return at;
  const sentence = "The end must be later than now.";
  throw new AppError("INVALID", sentence, { fields: { [field]: sentence } });
}

export const PauseHostInput = z.strictObject({
  reason,
  /** null: until somebody lifts it. */
  until: instant,
});
export type PauseHostInput = z.input<typeof PauseHostInput>;

const code = z
  .int("Codes are numbers from 100 to 999, separated by commas.")
  .min(100, "Codes are numbers from 100 to 999, separated by commas.")
  .max(999, "Codes are numbers from 100 to 999, separated by commas.");

const METHODS = ["HEAD", "GET"] as const;

export const HostRuleInput = z
  .strictObject({
    /** Between the starts of two requests, in place of the setting; null leaves the setting. */
    intervalMs: z
      .number("Enter the seconds between two requests.")
      .min(0, "The gap can’t be less than nothing.")
      .max(86_400_000, "A day between two requests is the most; pause the host instead.")
      .nullish()
      .transform((ms) => (ms === undefined || ms === null ? null : Math.round(ms))),
    acceptedCodes: z
      .array(code)
      .max(50, "A rule takes 50 codes at most.")
      .default([])
      .transform((codes) => [...new Set(codes)].sort((a, b) => a - b)),
    method: z
      .enum(METHODS, "The method is HEAD or GET.")
      .nullish()
      .transform((method) => method ?? null),
    reason,
    /** null: until somebody ends it. */
    expiresAt: instant,
  })
  .refine(
    ({ intervalMs, acceptedCodes, method }) => intervalMs !== null || acceptedCodes.length > 0 || method !== null,
    { message: "Choose at least one thing that is different for this host.", path: ["input"] },
  );
export type HostRuleInput = z.input<typeof HostRuleInput>;

/** What other systems may change of a host; absent fields stay as they are. */
export const EditHostInput = z
  .strictObject({
    paused: z.boolean().optional().describe("true needs a reason."),
    pausedUntil: PauseHostInput.shape.until.describe("null: until it is lifted."),
    reason: z.string().optional().describe("Of the pause."),
    rule: HostRuleInput.nullable().optional().describe("In place of the older one; null ends it."),
  })
  .refine(({ paused, rule }) => paused !== undefined || rule !== undefined, { message: "Send paused, rule, or both." });
export type EditHostInput = z.input<typeof EditHostInput>;
