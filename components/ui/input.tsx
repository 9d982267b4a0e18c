import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";

/**
 * One line of text. Put it in a {@link ./field#Field}, which labels it and tells its error. As wide as its place, unless `className` has
 * a width (`w-16`); `isSmall` fits it into toolbars.
 */
export function Input({ className, isSmall = false, ...rest }: ComponentProps<"input"> & { isSmall?: boolean }) {
  const hasWidth = /(^|\s)w-/.test(className ?? "");
  return (
    <input
      {...rest}
      className={clsx(
        "field-box px-2.5 pointer-coarse:h-11",
        isSmall ? "h-7" : "h-8",
        !hasWidth && "w-full",
        className,
      )}
    />
  );
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={clsx("field-box w-full px-2.5 py-1.5", className)} />;
}

/** The browser's own list: the best one on phones, and the lightest. Children are `<option>`s. `className` may give a width. */
export function Select({
  className,
  isSmall = false,
  children,
  ...rest
}: ComponentProps<"select"> & { isSmall?: boolean }) {
  return (
    <span className={clsx("relative inline-flex", className ?? "w-full")}>
      <select
        {...rest}
        className={clsx(
          "field-box w-full appearance-none truncate pr-8 pl-2.5 pointer-coarse:h-11",
          isSmall ? "h-7" : "h-8",
        )}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
