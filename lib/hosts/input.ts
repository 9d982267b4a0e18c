import { z } from "zod";
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
  .transform((text) => (text ? new Date(text) : null));

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
