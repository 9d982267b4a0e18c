import type { Expectation } from "./way";

/** The page is there. */
export function valid(reason = "ok"): Expectation {
  return { verdict: "valid", reason };
}

/** The page answers, but not as it should. */
export function failing(reason: string): Expectation {
  return { verdict: "failing", reason };
}

/** We are refused; it says nothing about the page. */
export function blocked(reason: string): Expectation {
  return { verdict: "blocked", reason };
}

/** There is no HTTP answer. */
export function unreachable(reason: string): Expectation {
  return { verdict: "unreachable", reason };
}
