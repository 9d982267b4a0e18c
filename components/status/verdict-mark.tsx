import { clsx } from "clsx";
import type { ReactNode } from "react";
import { VERDICT_TEXT } from "@/lib/resources/verdict";

/** The words of the glossary. */
export type VerdictName = keyof typeof VERDICT_TEXT;

/** In the order of urgency. */
export const VERDICT_NAMES: readonly VerdictName[] = [
  "broken",
  "unreachable",
  "failing",
  "blocked",
  "valid",
  "unchecked",
];

/** Text colour of a verdict. */
export const VERDICT_COLOR: Record<VerdictName, string> = {
  unchecked: "text-unchecked",
  valid: "text-valid",
  failing: "text-failing",
  broken: "text-broken",
  blocked: "text-blocked",
  unreachable: "text-unreachable",
};

/** Ground colour of a verdict, for charts. */
export const VERDICT_FILL: Record<VerdictName, string> = {
  unchecked: "var(--color-unchecked)",
  valid: "var(--color-valid)",
  failing: "var(--color-failing)",
  broken: "var(--color-broken)",
  blocked: "var(--color-blocked)",
  unreachable: "var(--color-unreachable)",
};

/** Each verdict has a shape of its own, so that nobody needs the colour. */
const SHAPE: Record<VerdictName, ReactNode> = {
  // A dotted ring: nothing known yet.
  unchecked: (
    <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.75" strokeDasharray="1.7 2.62" />
  ),
  // A full disc with a tick.
  valid: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="currentColor" />
      <path
        d="m5 8.3 2.1 2.1L11 6.2"
        fill="none"
        stroke="var(--color-surface)"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
    </>
  ),
  // Half full: not decided.
  failing: (
    <>
      <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2Z" fill="currentColor" />
    </>
  ),
  // A square cracked in two.
  broken: <path d="M2.5 2.5h6L6.6 7.2l2.2 1.5-2 4.8H2.5Zm7.8 0h3.2v11H8.6l2.2-5.5-2.2-1.5Z" fill="currentColor" />,
  // The bar across the door.
  blocked: (
    <>
      <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.75" />
      <path d="M4.9 8h6.2" stroke="currentColor" strokeWidth="2.25" />
    </>
  ),
  // A line that ends in the open.
  unreachable: (
    <>
      <path d="M1.5 8H6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="m9.6 5.1 5 5.8m0-5.8-5 5.8" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
};

/** "Broken": the verdict's word as it stands on the screen. */
export function verdictLabel(verdict: VerdictName): string {
  return VERDICT_TEXT[verdict].label;
}

/** The mark alone; put the word beside it, or `isLabelled` where there is no room for one. */
export function VerdictMark({
  verdict,
  isLabelled = false,
  className,
}: {
  verdict: VerdictName;
  isLabelled?: boolean;
  className?: string;
}) {
  return (
    <>
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className={clsx("size-3.5 shrink-0", VERDICT_COLOR[verdict], className)}
      >
        {SHAPE[verdict]}
      </svg>
      {isLabelled && <span className="sr-only">{VERDICT_TEXT[verdict].label}</span>}
    </>
  );
}

/** Mark and word. `note` follows in a quieter voice: the reason. */
export function Verdict({ verdict, note, className }: { verdict: VerdictName; note?: ReactNode; className?: string }) {
  return (
    <span className={clsx("inline-flex align-bottom min-w-0 max-w-full items-center gap-1.5", className)}>
      <VerdictMark verdict={verdict} />
      <span className={clsx("font-medium", VERDICT_COLOR[verdict])}>{VERDICT_TEXT[verdict].label}</span>
      {note && <span className="truncate text-muted">{note}</span>}
    </span>
  );
}
