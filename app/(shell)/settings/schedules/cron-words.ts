const EVERY = /^\*(?:\/(\d+))?$/;
const NUMBER = /^\d+$/;

/** A cron expression in words, for the shapes that people use: "every 10 min", "hourly at :15", "daily at 03:40". Null for all others. */
export function cronWords(cron: string): string | null {
  const [minute = "", hour = "", ...rest] = cron.trim().split(/\s+/);
  if (rest.length !== 3 || rest.some((field) => field !== "*")) return null;
  const every = EVERY.exec(minute);
  if (every && hour === "*")
    return every[1] === undefined || every[1] === "1" ? "every minute" : `every ${every[1]} min`;
  if (!NUMBER.test(minute)) return null;
  if (hour === "*") return `hourly at :${minute.padStart(2, "0")}`;
  return NUMBER.test(hour) ? `daily at ${hour.padStart(2, "0")}:${minute.padStart(2, "0")}` : null;
}
