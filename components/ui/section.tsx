import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

type SectionProps = {
  title: string;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
  /** For links to it. */
  id?: string;
};

/** A part of a page: a heading on a hairline, then its content. No box. */
export function Section({ title, note, actions, children, className, id }: SectionProps) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className={clsx("min-w-0", className)}>
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 border-line-strong border-b pb-1">
        <h2 id={headingId} className="font-semibold text-base">
          {title}
        </h2>
        {note && <div className="text-muted text-xs">{note}</div>}
        {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
      </div>
      <div className="pt-3">{children}</div>
    </section>
  );
}
