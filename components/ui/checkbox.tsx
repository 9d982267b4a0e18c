"use client";

import { clsx } from "clsx";
import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  /** Some but not all of what it stands for is chosen. */
  isMixed?: boolean;
};

/** The browser's own checkbox in our looks. Needs a label around it, or `aria-label`. */
export function Checkbox({ isMixed = false, className, ...rest }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null);
  // `indeterminate` exists as a property only.
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = isMixed;
  }, [isMixed]);
  return (
    <span className={clsx("relative inline-grid size-4 shrink-0 place-items-center align-middle", className)}>
      <input
        {...rest}
        ref={ref}
        type="checkbox"
        className="peer size-4 appearance-none rounded-sm border border-edge bg-raised checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:bg-sunken pointer-coarse:before:absolute pointer-coarse:before:-inset-3.5 pointer-coarse:before:content-['']"
      />
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className="pointer-events-none invisible absolute size-4 text-on-accent peer-checked:visible peer-indeterminate:invisible"
      >
        <path d="m4 8.4 2.6 2.6L12 5.4" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className="pointer-events-none invisible absolute size-4 text-on-accent peer-indeterminate:visible"
      >
        <path d="M4.5 8h7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
    </span>
  );
}

/** A checkbox with its words beside it; all of the line can be pressed. */
export function CheckboxLine({ children, className, ...rest }: CheckboxProps & { children: ReactNode }) {
  const id = useId();
  return (
    <label htmlFor={id} className={clsx("flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11", className)}>
      <Checkbox {...rest} id={id} />
      {children}
    </label>
  );
}
