"use client";

import { useState } from "react";
import { CheckboxLine } from "@/components/ui/checkbox";
import { formatCount, formatDay, formatNumber, formatShortDay } from "@/lib/format";
import type { TrendDay } from "@/lib/reports/get-trend";
import { VERDICT_NAMES, type VerdictName, verdictLabel } from "./verdict-mark";
import { VERDICT_PATTERN } from "./verdict-pattern";
import { VerdictTrendTable } from "./verdict-trend-table";

/** What one would act on: without the rest their few are seen. */
const TROUBLE: readonly VerdictName[] = ["broken", "unreachable", "failing", "blocked"];

type VerdictTrendProps = {
  days: readonly TrendDay[];
  /** Some stand apart in the numbers beside the trend. */
  isWithAcknowledged?: boolean;
};

/**
 * Resources by verdict, a bar for each day, the worst at the foot. Pointing at a bar, or the arrow keys on the slider below, tell a day's
 * numbers; all of them stand in a table. A day on which nobody measured is an empty place.
 */
export function VerdictTrend({ days, isWithAcknowledged = false }: VerdictTrendProps) {
  const [chosen, setChosen] = useState(days.length - 1);
  const [isTroubleOnly, setIsTroubleOnly] = useState(false);
  const verdicts = isTroubleOnly ? TROUBLE : VERDICT_NAMES;
  const day = days[Math.min(chosen, days.length - 1)];
  const measured = days.filter(({ counts }) => counts !== null);
  const highest = Math.max(1, ...measured.map(({ counts }) => sumOf(counts, verdicts)));
  if (!day || measured.length === 0) return null;
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <p className="text-muted text-xs">
          {measured.length === 1
            ? "The trend begins today: each day adds a bar."
            : `Up to ${isTroubleOnly ? `${formatNumber(highest)} in trouble` : formatCount(highest, "resource")} a day.`}
        </p>
        <CheckboxLine checked={isTroubleOnly} onChange={({ target }) => setIsTroubleOnly(target.checked)}>
          only trouble
        </CheckboxLine>
      </div>
      <div aria-hidden="true" className="flex h-32 items-end gap-px border-b sm:gap-0.5" data-testid="trend-bars">
        {days.map((each, index) => (
          <Bar
            key={each.day}
            day={each}
            verdicts={verdicts}
            highest={highest}
            isChosen={each === day}
            onPoint={() => setChosen(index)}
          />
        ))}
      </div>
      <input
        type="range"
        aria-label="Day of the trend"
        min={0}
        max={days.length - 1}
        value={days.indexOf(day)}
        aria-valuetext={sentenceOf(day)}
        onChange={({ target }) => setChosen(Number(target.value))}
        className="mt-1 block w-full accent-accent"
      />
      <div className="flex justify-between text-faint text-xs">
        <span>{formatShortDay(new Date(days[0]?.day ?? day.day))}</span>
        <span>today</span>
      </div>
      <DayLine day={day} />
      {isWithAcknowledged && <p className="text-faint text-xs">Acknowledged ones stand with their verdict here.</p>}
      <VerdictTrendTable days={days} />
    </div>
  );
}

type BarProps = {
  day: TrendDay;
  verdicts: readonly VerdictName[];
  highest: number;
  isChosen: boolean;
  onPoint: () => void;
};

function Bar({ day: { counts }, verdicts, highest, isChosen, onPoint }: BarProps) {
  const share = sumOf(counts, verdicts) / highest;
  return (
    <div
      onPointerEnter={onPoint}
      onPointerDown={onPoint}
      className={`flex h-full min-w-0 flex-1 flex-col justify-end ${isChosen ? "bg-accent-soft" : "hover:bg-hover"}`}
    >
      {counts === null ? (
        <div className="mx-auto h-px w-1/2 bg-line-strong" />
      ) : (
        <div className="flex flex-col-reverse" style={{ height: `${share * 100}%` }}>
          {verdicts.map(
            (verdict) =>
              counts[verdict] > 0 && (
                <div
                  key={verdict}
                  className="min-h-0.5 w-full"
                  style={{ flex: `${counts[verdict]} 1 0%`, background: VERDICT_PATTERN[verdict] }}
                />
              ),
          )}
        </div>
      )}
    </div>
  );
}

/** The numbers of one day, and the key to the patterns. */
function DayLine({ day: { day, counts } }: { day: TrendDay }) {
  return (
    <div className="mt-1 flex min-h-12 flex-wrap content-start items-center gap-x-3 gap-y-0.5 text-xs">
      <span className="font-medium">{formatDay(new Date(day))}</span>
      {counts === null ? (
        <span className="text-muted">not measured</span>
      ) : (
        VERDICT_NAMES.map((verdict) => (
          <span key={verdict} className="inline-flex items-center gap-1 whitespace-nowrap text-muted">
            <span
              aria-hidden="true"
              className="size-2.5 shrink-0 rounded-xs"
              style={{ background: VERDICT_PATTERN[verdict] }}
            />
            {verdictLabel(verdict)} <span className="text-ink">{formatNumber(counts[verdict])}</span>
          </span>
        ))
      )}
    </div>
  );
}

function sumOf(counts: TrendDay["counts"], verdicts: readonly VerdictName[]): number {
  return counts === null ? 0 : verdicts.reduce((sum, verdict) => sum + counts[verdict], 0);
}

function sentenceOf({ day, counts }: TrendDay): string {
  const date = formatDay(new Date(day));
  if (counts === null) return `${date}: not measured`;
  return `${date}: ${VERDICT_NAMES.map((verdict) => `${formatNumber(counts[verdict])} ${verdict}`).join(", ")}`;
}
