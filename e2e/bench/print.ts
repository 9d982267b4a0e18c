/** One line of a benchmark: what, how much, and, if there is a bar, whether it holds. */
export function print(what: string, value: string, isHeld?: boolean, bar?: string): void {
  console.log(`${what.padEnd(46)} ${value}${bar === undefined ? "" : `   ${isHeld ? "holds" : "MISSES"}: ${bar}`}`);
}
