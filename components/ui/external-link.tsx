import { clsx } from "clsx";
import { ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";

/** Leads out of Holdfast, in a new tab, telling the other side nothing. Only http(s) addresses become links. */
export function ExternalLink({
  href,
  children,
  className,
}: {
  href: string;
  children?: ReactNode;
  className?: string;
}) {
  const text = children ?? href;
  if (!/^https?:\/\//i.test(href)) return <span className={className}>{text}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={clsx("link", className)}>
      {text}
      <ArrowUpRight aria-hidden="true" className="ml-0.5 inline size-3.5 align-text-top" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
