import { VERDICT_FILL, type VerdictName } from "./verdict-mark";

/** Grounds of verdicts in charts: each differs from its neighbours in its pattern too, so that nobody needs the colour. */
export const VERDICT_PATTERN: Record<VerdictName, string> = {
  broken: VERDICT_FILL.broken,
  unreachable: stripes("unreachable", "45deg"),
  failing: `radial-gradient(circle at 2px 2px, ${VERDICT_FILL.failing} 1.4px, transparent 1.6px) 0 0 / 5px 5px, ${soft("failing")}`,
  blocked: stripes("blocked", "0deg"),
  valid: `color-mix(in oklab, ${VERDICT_FILL.valid} 62%, var(--color-surface))`,
  unchecked: soft("unchecked"),
};

function stripes(verdict: VerdictName, angle: string): string {
  const { [verdict]: colour } = VERDICT_FILL;
  return `repeating-linear-gradient(${angle}, ${colour} 0 2px, ${soft(verdict)} 2px 4px)`;
}

function soft(verdict: VerdictName): string {
  return `color-mix(in oklab, ${VERDICT_FILL[verdict]} 28%, var(--color-surface))`;
}
