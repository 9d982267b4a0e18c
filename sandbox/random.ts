import { createHash } from "node:crypto";

/** A span of milliseconds, bounds included. */
export interface Span {
  min: number;
  max: number;
}

type Label = string | number;

/**
 * A number in [0, 1) that depends on the seed and the labels only. Not on what was drawn before: a scenario replays the same
 * although its requests arrive in another order.
 */
export function draw(seed: number, ...labels: Label[]): number {
  const hash = createHash("sha256")
    .update([seed, ...labels].join("\n"))
    .digest();
  return hash.readUIntBE(0, 6) / 2 ** 48;
}

/** A whole number of milliseconds within the span, evenly spread. */
export function drawSpan(seed: number, span: Span, ...labels: Label[]): number {
  return Math.round(span.min + (span.max - span.min) * draw(seed, ...labels));
}

/** One of the list, evenly; throws for an empty list. */
export function drawOne<T>(seed: number, list: readonly T[], ...labels: Label[]): T {
  const chosen = list[Math.floor(draw(seed, ...labels) * list.length)];
  if (chosen === undefined) throw new Error("There is nothing to draw from an empty list.");
  return chosen;
}

/** Milliseconds between min and max, spread log-normally around the median: most near it, a tail of slow ones. */
export function drawDuration(seed: number, span: Span & { median: number }, ...labels: Label[]): number {
  const spread = Math.log(span.max / Math.max(span.median, 1)) / 2;
  const [first, second] = [draw(seed, ...labels, "radius"), draw(seed, ...labels, "angle")];
  const normal = Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second);
  const ms = Math.round(span.median * Math.exp(spread * normal));
  return Math.min(span.max, Math.max(span.min, ms));
}
