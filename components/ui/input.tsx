import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

/** One line of text. Put it in a {@link ./field#Field}, which labels it and tells its error. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={clsx("field-box h-8 w-full px-2.5 pointer-coarse:h-11", className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={clsx("field-box w-full px-2.5 py-1.5", className)} />;
}

/** The browser's own list: the best one on phones, and the lightest. Children are `<option>`s. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={clsx("relative inline-flex", className ?? "w-full")}>
      <select {...rest} className="field-box h-8 w-full appearance-none truncate pr-8 pl-2.5 pointer-coarse:h-11">
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
