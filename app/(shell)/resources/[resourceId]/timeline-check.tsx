import type { Route } from "next";
import { Verdict } from "@/components/status/verdict-mark";
import { Link } from "@/components/ui/link";
import { formatDuration } from "@/lib/format";
import type { TimelineItem } from "@/lib/resources/list-timeline";
import { reasonText } from "@/lib/resources/verdict";
import { RunLink } from "./run-link";

type CheckEntry = Extract<TimelineItem, { kind: "check" }>["entry"];

/** A check in one line: what it concluded, on which answer, how long it took. */
export function TimelineCheck({
  check,
  isOldAddress,
  evidenceHref,
}: {
  check: CheckEntry;
  isOldAddress: boolean;
  /** Shows what it saw. */
  evidenceHref: Route;
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      <Verdict verdict={check.verdict} note={check.reason === "ok" ? undefined : reasonText(check.reason).label} />
      {check.httpStatus !== null && <span className="font-mono text-xs">{check.httpStatus}</span>}
      <span className="text-muted text-xs">{formatDuration(check.durationMs)}</span>
      {isOldAddress && <span className="text-muted text-xs">at the earlier address</span>}
      <span className="ml-auto flex gap-3">
        <Link href={evidenceHref} className="text-faint text-xs hover:text-ink hover:underline">
          evidence
        </Link>
        <RunLink runId={check.runId} />
      </span>
    </div>
  );
}
