import { Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { formatDuration, formatNumber } from "@/lib/format";
import type { RunDetail } from "@/lib/runs/get-run";
import { eventLabel } from "./event-label";
import { runsPath } from "./search-params";

/** When and by what it was started, and how it ended. */
export function RunFacts({ run }: { run: RunDetail }) {
  const { startedAt, endedAt } = run;
  return (
    <Facts
      facts={[
        [
          "Event",
          <Link key="event" href={toRoute(runsPath({ event: run.eventId }))} className="link">
            {eventLabel(run.eventName)}
          </Link>,
        ],
        ["Queued", <Time key="queued" at={run.queuedAt} />],
        ["Started", <Time key="started" at={startedAt} empty="not yet" />],
        ["Ended", <Time key="ended" at={endedAt} empty="not yet" />],
        startedAt && endedAt ? ["Took", formatDuration(endedAt.getTime() - startedAt.getTime())] : null,
        run.nextAt ? ["Next try", <Time key="next" at={run.nextAt} />] : null,
        ["Tries", formatNumber(run.attempt + 1)],
        [
          "Id",
          <code key="id" className="font-mono text-xs">
            {run.runId}
          </code>,
        ],
      ]}
    />
  );
}
