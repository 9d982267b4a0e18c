import { nextUtcDay } from "./retry-time";

/** Rows of one priority that may go from `at` on; null: now. */
export type WaitingGroup = { priority: number; at: Date | null; count: number };

export type ForecastInput = {
  /** The first submission leaves then at the earliest; the groups' `at` may be later. */
  from: Date;
  now: Date;
  /** Between two submissions, as it is really reached. */
  intervalMs: number;
  /** Captures a day, null when not known; and how many of today's are used. */
  limit: number | null;
  used: number;
  /** What is left of a day's captures for rows of priority 2 alone. */
  reserve: number;
  groups: readonly WaitingGroup[];
};

/** Rows of this priority and above may use the reserve. */
const OF_PEOPLE = 2;

/**
 * When the last row of each priority is submitted, by walking through the queue as it will be taken: highest priority first, one per
 * interval, no more a day (UTC) than quota and reserve leave. Null for a priority that never gets there. Pure.
 */
export function forecast(input: ForecastInput): Map<number, Date | null> {
  const { intervalMs, limit, reserve } = input;
  const ends = new Map<number, Date | null>();
  const ready = new Map<number, number>();
  const later = input.groups.filter(({ count }) => count > 0).sort((a, b) => timeOf(a) - timeOf(b));
  let at = Math.max(input.now.getTime(), input.from.getTime());
  let dayEnd = nextUtcDay(input.now).getTime();
  let left = limit === null ? Number.POSITIVE_INFINITY : Math.max(0, limit - input.used);
  for (;;) {
    if (at >= dayEnd) {
      dayEnd = nextUtcDay(new Date(at)).getTime();
      left = limit ?? Number.POSITIVE_INFINITY;
    }
    for (let first = later[0]; first && timeOf(first) <= at; first = later[0]) {
      ready.set(first.priority, (ready.get(first.priority) ?? 0) + first.count);
      later.shift();
    }
    const nextArrival = later[0] ? timeOf(later[0]) : Number.POSITIVE_INFINITY;
    const room = (priority: number) => left - (priority < OF_PEOPLE ? reserve : 0);
    const waiting = [...ready.keys()].sort((a, b) => b - a);
    const lane = waiting.find((priority) => room(priority) > 0);
    if (lane === undefined) {
      // Blocked by the day's quota, or nothing is ready yet.
      for (const priority of waiting.filter((one) => (limit ?? 0) - (one < OF_PEOPLE ? reserve : 0) <= 0)) {
        ready.delete(priority);
        ends.set(priority, null);
      }
      const target = Math.min(nextArrival, ready.size > 0 ? dayEnd : Number.POSITIVE_INFINITY);
      if (target === Number.POSITIVE_INFINITY) return ends;
      at = target;
      continue;
    }
    const count = ready.get(lane) ?? 0;
    const fits = Math.max(1, Math.ceil((Math.min(dayEnd, nextArrival) - at) / intervalMs));
    const taken = Math.min(count, room(lane), fits);
    if (ends.get(lane) !== null) ends.set(lane, new Date(at + (taken - 1) * intervalMs));
    if (taken === count) ready.delete(lane);
    else ready.set(lane, count - taken);
    left -= taken;
    at += taken * intervalMs;
  }
}

function timeOf({ at }: WaitingGroup): number {
  return at?.getTime() ?? 0;
}
