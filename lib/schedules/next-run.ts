import { Cron } from "croner";
import { AppError } from "@/lib/errors";

/** The first instant after `now` that a five-field cron expression (UTC) names, or null when it names none. */
export function nextRunAt(cron: string, now: Date): Date | null {
  return new Cron(cron, { timezone: "UTC", mode: "5-part" }).nextRun(now);
}

/** The expression, trimmed. Throws INVALID with `fields.cron` for one that is wrong or never comes. */
export function parseCron(text: string, now: Date): string {
  const cron = text.trim().replace(/\s+/g, " ");
  const message =
    "Write five fields: minute, hour, day, month, weekday. For example 15 * * * * is every hour at a quarter past.";
  try {
    if (cron.split(" ").length === 5 && nextRunAt(cron, now)) return cron;
  } catch {
    // Croner throws its own errors for what it can't read; the person gets our sentence.
  }
  throw new AppError("INVALID", message, { fields: { cron: message } });
}
