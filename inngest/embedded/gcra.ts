/** What a throttle remembers of one key: when its next start is due in theory, and the spacing this was computed with. */
export type ThrottleState = { dueAt: number; intervalMs: number };

/**
 * Generic cell rate algorithm: starts are `intervalMs` apart, and up to `burst` may come at once after a rest.
 * `allowedAt` is the earliest instant of the next start; `next` is what to remember if it starts now. When the spacing was changed in
 * between, the remembered due time moves with it, so that a new setting holds at once.
 */
export function nextStart(options: {
  state: ThrottleState | undefined;
  intervalMs: number;
  burst: number;
  now: number;
}): {
  allowedAt: number;
  next: ThrottleState;
} {
  const { state, intervalMs, burst, now } = options;
  const dueAt = state ? state.dueAt - state.intervalMs + intervalMs : now;
  return {
    allowedAt: dueAt - (burst - 1) * intervalMs,
    next: { dueAt: Math.max(dueAt, now) + intervalMs, intervalMs },
  };
}
