/** A slot's use: taken when the submission was accepted, free again some time after the capture's end. */
export type SlotUse = { takenAt: number; freeAt: number };

/**
 * Milliseconds between the first and the last of these submissions if each had left at the earliest instant that the rules allow: `slots` at once, each taken for
 * as long as it was, and no two closer than `everyMs`. Nobody can do better without knowing the future.
 */
export function possibleSpanMs(
  uses: readonly SlotUse[],
  { slots, everyMs }: { slots: number; everyMs: number },
): number {
  const freeAt: number[] = Array.from({ length: slots }, () => 0);
  let at = -everyMs;
  for (const { takenAt, freeAt: endsAt } of [...uses].sort((a, b) => a.takenAt - b.takenAt)) {
    const soonest = freeAt.indexOf(Math.min(...freeAt));
    at = Math.max(at + everyMs, freeAt[soonest] ?? 0);
    freeAt[soonest] = at + endsAt - takenAt;
  }
  return at;
}
