import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(path.join(import.meta.dirname, "globals.css"), "utf8");
const GROUNDS = ["canvas", "surface", "raised", "hover"];
const VERDICTS = ["valid", "failing", "broken", "blocked", "unreachable", "unchecked"];

test.each([
  ["light", 0],
  ["dark", 1],
] as const)("in the %s theme every text is readable on every ground it stands on (WCAG AA, 4.5:1)", (_, theme) => {
  const pairs = [
    ...["ink", "muted", "faint", "accent", "danger", ...VERDICTS].flatMap((text) =>
      GROUNDS.map((ground) => [text, ground]),
    ),
    ...VERDICTS.map((verdict) => [verdict, `${verdict}-soft`]),
    ...["ink", "muted", "accent"].map((text) => [text, "accent-soft"]),
    ...["ink", "muted"].map((text) => [text, "sunken"]),
    ...["failing", "broken", "unreachable"].map((verdict) => ["ink", `${verdict}-soft`]),
    ["on-accent", "accent"],
    ["on-accent", "accent-strong"],
    ["on-danger", "danger"],
    ["surface", "ink"],
  ] as const;
  const tooFaint = pairs
    .map(([text = "", ground = ""]) => ({ text, ground, ratio: contrast(color(text, theme), color(ground, theme)) }))
    .filter(({ ratio }) => ratio < 4.5);
  expect(tooFaint).toEqual([]);
});

test.each([
  ["light", 0],
  ["dark", 1],
] as const)("in the %s theme edges of fields and the focus ring stand out (WCAG AA, 3:1)", (_, theme) => {
  const tooFaint = ["edge", "accent"]
    .flatMap((line) => ["surface", "raised", "canvas"].map((ground) => ({ line, ground })))
    .filter(({ line, ground }) => contrast(color(line, theme), color(ground, theme)) < 3);
  expect(tooFaint).toEqual([]);
});

function color(role: string, theme: 0 | 1): string {
  const match = new RegExp(`--color-${role}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(css);
  const value = match?.[theme + 1];
  if (value === undefined) throw new Error(`globals.css has no role ${role}`);
  return value;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
