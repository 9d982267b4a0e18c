"use client";

import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { CheckboxLine } from "@/components/ui/checkbox";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

export type FilterOption<Value extends string> = {
  value: Value;
  label: string;
  /** A mark before the label. */
  mark?: ReactNode;
  /** How many rows it has, formatted. */
  count?: string;
};

type FilterMenuProps<Value extends string> = {
  /** "Verdict" */
  label: string;
  options: readonly FilterOption<Value>[];
  chosen: readonly Value[];
  /** Called with every change; an empty list means no filter. */
  onChange: (chosen: Value[]) => void;
};

/** A filter with several values: any of the ticked ones. */
export function FilterMenu<Value extends string>({ label, options, chosen, onChange }: FilterMenuProps<Value>) {
  const summary = summarise(options, chosen);
  return (
    <Popover>
      <PopoverTrigger>
        <Button size="sm" className={chosen.length > 0 ? "border-accent bg-accent-soft" : undefined}>
          {label}
          {summary && <span className="max-w-40 truncate font-normal text-accent">{summary}</span>}
          <ChevronDown aria-hidden="true" className="text-muted" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={`Filter by ${label.toLowerCase()}`} className="min-w-56 p-1.5">
        <ul>
          {options.map((option) => (
            <li key={option.value}>
              <CheckboxLine
                className="rounded-sm px-2 hover:bg-hover"
                checked={chosen.includes(option.value)}
                onChange={(event) =>
                  onChange(
                    event.target.checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value),
                  )
                }
              >
                {option.mark}
                <span className="flex-1">{option.label}</span>
                {option.count && <span className="text-faint text-xs">{option.count}</span>}
              </CheckboxLine>
            </li>
          ))}
        </ul>
        {chosen.length > 0 && (
          <button type="button" onClick={() => onChange([])} className="link mt-1 px-2 py-1 text-sm">
            Clear
          </button>
        )}
      </PopoverContent>
    </Popover>
  );
}

function summarise<Value extends string>(options: readonly FilterOption<Value>[], chosen: readonly Value[]): string {
  const labels = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  return labels.length > 2 ? `${labels.length} chosen` : labels.join(", ");
}
