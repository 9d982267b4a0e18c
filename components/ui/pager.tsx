import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import { ButtonLink, buttonClass } from "./button";

type PagerProps = {
  /** What is paged, for screen readers: "Resources". */
  label: string;
  /** Addresses of the pages before and after; null where there is none. */
  previous: Route | null;
  next: Route | null;
  /** "50 of 1,234 resources". */
  summary: string;
};

/** Steps through pages of a list that has no page numbers (keyset paging). */
export function Pager({ label, previous, next, summary }: PagerProps) {
  return (
    <nav aria-label={`Pages of ${label}`} className="flex items-center justify-between gap-3 py-2 text-muted text-sm">
      <span>{summary}</span>
      <span className="flex gap-1">
        <Step href={previous} text="Previous" />
        <Step href={next} text="Next" />
      </span>
    </nav>
  );
}

function Step({ href, text }: { href: Route | null; text: "Previous" | "Next" }) {
  const icon = text === "Previous" ? <ChevronLeft aria-hidden="true" /> : <ChevronRight aria-hidden="true" />;
  const content = (
    <>
      {text === "Previous" && icon}
      {text}
      {text === "Next" && icon}
    </>
  );
  if (href === null) {
    return (
      <span
        aria-disabled="true"
        className={buttonClass({ variant: "quiet", size: "sm", className: "pointer-events-none text-faint!" })}
      >
        {content}
      </span>
    );
  }
  return (
    <ButtonLink href={href} scroll rel={text === "Previous" ? "prev" : "next"} variant="quiet" size="sm">
      {content}
    </ButtonLink>
  );
}
