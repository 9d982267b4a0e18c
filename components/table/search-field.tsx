"use client";

import { Search } from "lucide-react";
import { type ComponentProps, useEffect, useRef } from "react";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";

type SearchFieldProps = Omit<ComponentProps<"input">, "onChange" | "type"> & {
  /** "Search URL and title"; also its name for screen readers. */
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Results are on their way. */
  isPending?: boolean;
};

/** Search as you type; the key `/` jumps here. The caller slows down what it does with each letter. */
export function SearchField({ label, value, onChange, isPending = false, className, ...rest }: SearchFieldProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isEditable(event.target)) return;
      event.preventDefault();
      ref.current?.focus();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <span className={className ?? "relative block w-full sm:w-72"}>
      {isPending ? (
        <Spinner className="absolute top-1/2 left-2.5 -mt-[0.5em] text-accent" />
      ) : (
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-muted"
        />
      )}
      <input
        {...rest}
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="field-box peer h-7 w-full pr-8 pl-8 pointer-coarse:h-11"
      />
      <span className="pointer-events-none absolute top-1/2 right-1 -translate-y-1/2 peer-focus:hidden peer-[:not(:placeholder-shown)]:hidden max-sm:hidden pointer-coarse:hidden">
        <Kbd>/</Kbd>
      </span>
    </span>
  );
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}
