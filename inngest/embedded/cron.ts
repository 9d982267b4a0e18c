import { Cron } from "croner";

/**
 * The next instant (Unix milliseconds) after `after` at which a cron trigger fires: five fields, with `TZ=Zone ` in front for another
 * zone than UTC. Throws a sentence for a wrong expression; null when it never fires again.
 */
export function nextCronAt(expression: string, after: number): number | null {
  const { fields, timezone } = splitZone(expression);
  return new Cron(fields, { mode: "5-part", timezone, paused: true }).nextRun(new Date(after))?.getTime() ?? null;
}

/** Throws a sentence unless the expression is one that this engine can keep. */
export function checkCron(expression: string): void {
  try {
    nextCronAt(expression, 0);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`"${expression}" is no cron expression with five fields and a known time zone. ${detail}`, {
      cause,
    });
  }
}

function splitZone(expression: string): { fields: string; timezone: string } {
  const match = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(expression.trim());
  return { fields: match?.[2] ?? expression.trim(), timezone: match?.[1] ?? "UTC" };
}
