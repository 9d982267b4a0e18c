type Placed = { index: number };

/** The day with checks that is nearest to a place on the axis. */
export function nearestDay<D extends Placed>(days: readonly D[], index: number): D | undefined {
  return days.toSorted((a, b) => Math.abs(a.index - index) - Math.abs(b.index - index))[0];
}

/** Where a slider goes that stood at `was` and was moved to `to`: a single step leads to the next day with checks, a leap to the nearest. */
export function nextDay<D extends Placed>(days: readonly D[], was: number, to: number): D | undefined {
  if (Math.abs(to - was) > 1) return nearestDay(days, to);
  if (to > was) return days.find(({ index }) => index >= to) ?? days.at(-1);
  return days.findLast(({ index }) => index <= to) ?? days[0];
}
