import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Route } from "next";
import { ButtonLink, buttonClass } from "./button";

type PagerProps = {
  /** What is paged, for screen readers: "Resources". */
  label: string;
  /** Addresses of the pages before and after; null where there is none. */
  previous: Route | null;
  next: Route | null;
  /** Where `previous` leads, when that isn't the page before: "Newest". */
  previousText?: string;
  /** "50 of 1,234 resources". */
  summary: string;
};

/** Steps through pages of a list that has no page numbers (keyset paging). */
export function Pager({ label, previous, next, previousText = "Previous", summary }: PagerProps) {
  return (
    <nav aria-label={`Pages of ${label}`} className="flex items-center justify-between gap-3 py-2 text-muted text-sm">
      <span>{summary}</span>
      <span className="flex gap-1">
        <Step href={previous} text={previousText} isBack />
        <Step href={next} text="Next" />
      </span>
    </nav>
  );
}

function Step({ href, text, isBack = false }: { href: Route | null; text: string; isBack?: boolean }) {
  const icon = isBack ? <ChevronLeft aria-hidden="true" /> : <ChevronRight aria-hidden="true" />;
  const content = (
    <>
      {isBack && icon}
      {text}
      {!isBack && icon}
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
    <ButtonLink href={href} scroll rel={isBack ? "prev" : "next"} variant="quiet" size="sm">
      {content}
    </ButtonLink>
  );
}
