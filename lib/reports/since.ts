import { CHANGE_DAYS } from "@/lib/resources/query";

const MINUTE_MS = 60_000;

/** From when changes count as new: the chosen date if it is past, else a week ago, to the minute, so that links to the rows stay the same for a while. */
export function changesSince(chosen: Date | null | undefined, now: Date): Date {
  if (chosen && chosen < now) return chosen;
  const at = now.getTime() - CHANGE_DAYS * 86_400_000;
  return new Date(at - (at % MINUTE_MS));
}
