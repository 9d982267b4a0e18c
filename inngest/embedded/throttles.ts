import type { RegisteredFunction } from "./functions";
import { nextStart, type ThrottleState } from "./gcra";

export type Throttles = {
  /** The instant from which a run with this key may start. If that is not in the future, the start is counted. */
  take(fn: RegisteredFunction, key: string): number;
  /** The state to store after {@link Throttles.take} has counted a start. */
  state(functionId: string, key: string): ThrottleState | undefined;
  /** The start really happened `delayMs` after it was counted: the next one is spaced from then. */
  shift(options: { functionId: string; key: string; delayMs: number }): void;
  restore(options: { functionId: string; key: string; state: ThrottleState }): void;
  /** Forgets keys that hold nobody back any more. */
  forgetPast(): void;
};

/** The throttle of each function and key. */
export function createThrottles(clock: () => number): Throttles {
  const states = new Map<string, ThrottleState>();
  const name = (functionId: string, key: string) => `${functionId}|${key}`;
  return {
    take(fn, key) {
      const { throttle } = fn.config;
      if (!throttle) return 0;
      const now = clock();
      const { allowedAt, next } = nextStart({
        state: states.get(name(fn.id, key)),
        intervalMs: throttle.intervalMs,
        burst: throttle.burst,
        now,
      });
      if (allowedAt <= now) states.set(name(fn.id, key), next);
      return allowedAt;
    },
    state: (functionId, key) => states.get(name(functionId, key)),
    shift({ functionId, key, delayMs }) {
      const state = states.get(name(functionId, key));
      if (state) state.dueAt += delayMs;
    },
    restore({ functionId, key, state }) {
      states.set(name(functionId, key), state);
    },
    forgetPast() {
      const now = clock();
      for (const [key, { dueAt }] of states) if (dueAt < now - 60_000) states.delete(key);
    },
  };
}
