"use client";

import { type PointerEvent, useState } from "react";
import { VERDICT_FILL, VERDICT_NAMES, VerdictMark, verdictLabel } from "@/components/status/verdict-mark";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import type { HistoryDay } from "@/lib/checks/get-check-history";
import { formatCount, formatDay, formatDuration, formatShortDay } from "@/lib/format";
import { nearestDay, nextDay } from "./history-days";
import { ResponseLine } from "./response-line";
import { evidencePath } from "./search-params";

const DAY_MS = 86_400_000;

/** Fewer would make one check as wide as the chart. */
const LEAST_DAYS = 14;

type HistoryChartProps = { resourceId: string; from: string; to: string; days: readonly HistoryDay[] };

/**
 * A lane for each verdict that occurred, a mark for each day on which a check came to it; where there is no mark, nobody looked. Below,
 * how long answers took. Pointing, or the arrow keys, choose a day, which is told in words.
 */
export function HistoryChart({ resourceId, from, to, days }: HistoryChartProps) {
  const toMs = Date.parse(to);
  const fromMs = Math.min(Date.parse(from), toMs - (LEAST_DAYS - 1) * DAY_MS);
  const span = Math.round((toMs - fromMs) / DAY_MS) + 1;
  const placed = days.map((day) => ({ ...day, index: Math.round((Date.parse(day.day) - fromMs) / DAY_MS) }));
  const [chosen, setChosen] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const newest = placed.at(-1);
  const selected = placed.find(({ day }) => day === chosen) ?? newest;
  const shown = placed.find(({ day }) => day === pointed) ?? selected;
  if (!selected || !shown) return null;

  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] text-xs">
      <Labels days={days} />
      <div className="relative">
        <Lanes days={placed} span={span} />
        <ResponseLine days={placed} span={span} />
        <DaySlider
          {...{ days: placed, span, selected, shown }}
          onChoose={(day) => {
            setPointed(null);
            setChosen(day);
          }}
          onPoint={setPointed}
        />
      </div>
      <span />
      <div className="flex justify-between border-line-strong border-t pt-0.5 text-faint" aria-hidden="true">
        <span>{formatShortDay(new Date(fromMs))}</span>
        <span>today</span>
      </div>
      <p className="col-span-2 mt-1 text-sm">
        {dayText(shown)}{" "}
        <Link className="link whitespace-nowrap" href={toRoute(evidencePath(resourceId, shown.checkId))}>
          Show its evidence
        </Link>
      </p>
    </div>
  );
}

type PlacedDay = HistoryDay & { index: number };

function Lanes({ days, span }: { days: readonly PlacedDay[]; span: number }) {
  return lanesOf(days).map((verdict) => (
    <div key={verdict} aria-hidden="true" className="relative h-5">
      <span className="absolute inset-x-0 top-1/2 border-line border-t" />
      {days.map(({ day, index, counts }) =>
        counts[verdict] ? (
          <span
            key={day}
            className="absolute top-1 h-3 min-w-[3px] rounded-[1px]"
            style={{ ...place(index, span), background: VERDICT_FILL[verdict] }}
          />
        ) : null,
      )}
    </div>
  ));
}

type DaySliderProps = {
  days: readonly PlacedDay[];
  span: number;
  selected: PlacedDay;
  /** The one pointed at, or else the selected one. */
  shown: PlacedDay;
  onChoose: (day: string | null) => void;
  onPoint: (day: string | null) => void;
};

/** An unseen slider over the whole chart: keys, touch and mouse for nothing. What is seen of it is the line at the day shown. */
function DaySlider({ days, span, selected, shown, onChoose, onPoint }: DaySliderProps) {
  const point = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onPoint(nearestDay(days, ((event.clientX - left) / width) * span - 0.5)?.day ?? null);
  };
  return (
    <>
      <input
        type="range"
        aria-label="Day of the history"
        aria-valuetext={dayText(shown)}
        min={0}
        max={span - 1}
        value={selected.index}
        onChange={(event) => onChoose(nextDay(days, selected.index, event.currentTarget.valueAsNumber)?.day ?? null)}
        onPointerMove={point}
        onPointerLeave={() => onPoint(null)}
        className="peer absolute inset-0 m-0 size-full cursor-pointer touch-pan-y appearance-none opacity-0"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 min-w-[3px] border-line-strong border-x peer-focus-visible:border-accent peer-focus-visible:bg-accent/20 peer-focus-visible:outline-2 peer-focus-visible:outline-accent"
        style={place(shown.index, span)}
      />
    </>
  );
}

function Labels({ days }: { days: readonly HistoryDay[] }) {
  const slowest = Math.max(...days.map(({ responseMs }) => responseMs ?? 0));
  return (
    <div>
      {lanesOf(days).map((verdict) => (
        <div key={verdict} className="flex h-5 items-center gap-1.5">
          <VerdictMark verdict={verdict} />
          {verdictLabel(verdict)}
        </div>
      ))}
      {slowest > 0 && (
        <div className="flex h-10 flex-col justify-between pt-2 text-muted leading-none">
          <span>{formatDuration(slowest)}</span>
          <span>to answer</span>
        </div>
      )}
    </div>
  );
}

function lanesOf(days: readonly HistoryDay[]) {
  return VERDICT_NAMES.filter((verdict) => days.some(({ counts }) => counts[verdict]));
}

function place(index: number, span: number) {
  return { left: `${(index / span) * 100}%`, width: `${100 / span}%` };
}

/** "12 Mar 2026: 2 checks, Valid 1, Failing 1; answered in 240 ms." */
function dayText({ day, counts, responseMs }: HistoryDay): string {
  const found = VERDICT_NAMES.filter((verdict) => counts[verdict]);
  const sum = found.reduce((total, verdict) => total + (counts[verdict] ?? 0), 0);
  const what =
    found.length === 1 && found[0]
      ? verdictLabel(found[0]).toLowerCase()
      : found.map((verdict) => `${verdictLabel(verdict).toLowerCase()} ${counts[verdict]}`).join(", ");
  const answered = responseMs === null ? "" : `, answered in ${formatDuration(responseMs)}`;
  return `${formatDay(new Date(day))}: ${formatCount(sum, "check")}, ${what}${answered}.`;
}
