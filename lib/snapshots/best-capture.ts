import type { Capture } from "@/lib/remotes/wayback-read-reply";

/** The newest capture of a good page among several, or null. A revisit (no status) counts as good: it repeats an earlier one. */
export function bestCapture(captures: readonly Capture[]): Capture | null {
  return captures.findLast(({ httpStatus }) => httpStatus === null || httpStatus < 400) ?? null;
}
