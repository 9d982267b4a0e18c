"use client";

import { parseAsIsoDate, useQueryState } from "nuqs";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";

const DAY_MS = 86_400_000;
const SPANS = [
  { days: 1, label: "yesterday" },
  { days: 7, label: "a week" },
  { days: 30, label: "a month" },
  { days: 90, label: "a quarter" },
] as const;

/** Any day to compare with, kept in the address as `since`. `since`: the day in force. Days begin at midnight UTC. */
export function SinceChoice({ since }: { since: Date }) {
  const [isPending, startTransition] = useTransition();
  const [chosen, choose] = useQueryState("since", parseAsIsoDate.withOptions({ shallow: false, startTransition }));
  const day = (chosen ?? since).toISOString().slice(0, 10);
  return (
    <fieldset className="flex flex-wrap items-center gap-x-1 gap-y-1">
      <legend className="sr-only">Compare with</legend>
      {isPending && <Spinner />}
      {SPANS.map(({ days, label }) => (
        <Button key={days} size="sm" variant="quiet" className="px-1.5!" onClick={() => void choose(daysAgo(days))}>
          {label}
        </Button>
      ))}
      <label className="flex items-center gap-1.5 text-muted text-sm">
        <span className="sr-only">Changes since</span>
        <input
          type="date"
          key={day}
          defaultValue={day}
          max={new Date().toISOString().slice(0, 10)}
          onChange={({ target }) => {
            if (target.value !== "" && target.validity.valid) void choose(new Date(`${target.value}T00:00:00Z`));
          }}
          className="field-box h-7 w-34 px-2 pointer-coarse:h-11"
        />
      </label>
    </fieldset>
  );
}

/** Midnight UTC, so many days ago. */
function daysAgo(days: number): Date {
  const at = Date.now() - days * DAY_MS;
  return new Date(at - (at % DAY_MS));
}
