/** The event by which the engine starts what runs by the clock. */
const TIMER = "inngest/scheduled.timer";

/** Whether nobody sent the event: the clock did. */
export function isByClock(eventName: string | null): boolean {
  return eventName === null || eventName === TIMER;
}

/** The name of an event, as it stands in the code; "by the clock" of what the clock started. */
export function eventLabel(eventName: string | null): string {
  return eventName === null || isByClock(eventName) ? "by the clock" : eventName;
}
