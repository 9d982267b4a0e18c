import { clsx } from "clsx";
import type { ReactNode } from "react";

export type Tone = "neutral" | "accent" | "valid" | "failing" | "broken" | "blocked" | "unreachable" | "unchecked";

const TONE: Record<Tone, string> = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent",
  valid: "bg-valid-soft text-valid",
  failing: "bg-failing-soft text-failing",
  broken: "bg-broken-soft text-broken",
  blocked: "bg-blocked-soft text-blocked",
  unreachable: "bg-unreachable-soft text-unreachable",
  unchecked: "bg-unchecked-soft text-unchecked",
};

/** A word on a ground of its tone. Colour repeats what the word says, it never adds to it. */
export function Badge({
  tone = "neutral",
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={clsx(
        "inline-flex h-5 items-baseline gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs leading-5 [&_svg]:size-3.5 [&_svg]:self-center",
        TONE[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
