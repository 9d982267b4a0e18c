import { Meter } from "@/components/ui/meter";
import { Time } from "@/components/ui/time";
import type { SweepProgress as Sweep } from "@/lib/checks/get-sweep";
import { formatCount, formatDuration, formatNumber } from "@/lib/format";
import { paceText } from "./pace-text";

/** A sweep of no more is over before anybody has read of it. */
export const TINY_SWEEP = 20;

/** How far the checks of what was due have come: a bar with rate and time left; a line for a tiny sweep, or for the last one. */
export function SweepProgress({ sweep }: { sweep: Sweep }) {
  const { total, done, startedAt, finishedAt } = sweep;
  if (finishedAt) {
    return (
      <p className="text-muted text-sm">
        The last sweep of {formatCount(total, "due resource")} ended <Time at={finishedAt} />, after{" "}
        {formatDuration(finishedAt.getTime() - startedAt.getTime())}.
      </p>
    );
  }
  const text = `${formatNumber(done)} of ${formatCount(total, "due resource")} checked`;
  if (total <= TINY_SWEEP) return <p className="text-muted text-sm">A sweep is under way: {text}.</p>;
  return (
    <div className="text-sm">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span>{text}</span>
        <span className="text-muted text-xs">
          sweep began <Time at={startedAt} />
        </span>
      </div>
      <Meter label="Sweep of due resources" value={done} max={total} text={text} className="my-1.5" />
      <p className="text-muted text-xs">
        {paceText(sweep)}
        <Waiting sweep={sweep} />
      </p>
    </div>
  );
}

function Waiting({ sweep: { waiting, waitingHosts } }: { sweep: Sweep }) {
  if (waiting === 0) return null;
  const hosts = formatCount(waitingHosts, "host asks", "hosts ask");
  return ` · ${hosts} us to wait: ${formatCount(waiting, "resource")} in a second pass`;
}
