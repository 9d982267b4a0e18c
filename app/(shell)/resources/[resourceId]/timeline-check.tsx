import { Verdict } from "@/components/status/verdict-mark";
import { formatDuration } from "@/lib/format";
import type { TimelineItem } from "@/lib/resources/list-timeline";
import { reasonText } from "@/lib/resources/verdict";
import { RunLink } from "./run-link";

type Check = Extract<TimelineItem, { kind: "check" }>["entry"];

/** A check in one line: what it concluded, on which answer, how long it took. */
export function TimelineCheck({ check, isOldAddress }: { check: Check; isOldAddress: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      <Verdict verdict={check.verdict} note={check.reason === "ok" ? undefined : reasonText(check.reason).label} />
      {check.httpStatus !== null && <span className="font-mono text-xs">{check.httpStatus}</span>}
      <span className="text-muted text-xs">{formatDuration(check.durationMs)}</span>
      {isOldAddress && <span className="text-muted text-xs">at the earlier address</span>}
      <RunLink runId={check.runId} />
    </div>
  );
}
