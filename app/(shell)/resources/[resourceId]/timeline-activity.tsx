import { describeAction } from "@/lib/activity/actions";
import type { TimelineItem } from "@/lib/resources/list-timeline";
import { changeLines } from "./change-lines";
import { RunLink } from "./run-link";

type Activity = Extract<TimelineItem, { kind: "activity" }>["entry"];

/** What a person or the system did, with what it changed and why. */
export function TimelineActivity({ activity }: { activity: Activity }) {
  const { actorName, action, before, after, reason, runId } = activity;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-3">
        <span>
          <strong className="font-medium">{actorName}</strong> {withoutSubject(describeAction(action))}
        </span>
        <RunLink runId={runId} />
      </div>
      {changeLines(before, after).map((line) => (
        <div key={line.label} className="break-words text-muted text-xs">
          {line.label}: {line.before} → <span className="text-ink">{line.after}</span>
        </div>
      ))}
      {reason && <div className="text-muted text-xs">“{reason}”</div>}
    </div>
  );
}

/** The subject is this page: "asked for a check of" needs an "it". */
function withoutSubject(sentence: string): string {
  return /\b(of|for|at)$/.test(sentence) ? `${sentence} it` : sentence;
}
