import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { formatNumber } from "@/lib/format";
import type { Queue } from "@/lib/snapshots/get-queue";
import { LANE_LABEL } from "@/lib/snapshots/query";
import { waybackPath } from "./search-params";

/** Who goes first and when each lane is done; and the one pace that all workers share. */
export function QueueTurns({ queue }: { queue: Queue }) {
  return (
    <Section title="Turns" note="from the top">
      <dl className="-mt-3">
        {queue.lanes.map(({ lane, count, doneAt }) => (
          <div key={lane} className="flex h-8 items-center justify-between gap-3 border-b text-sm">
            <dt>
              <Link href={toRoute(waybackPath({ status: ["queued"], lane: [lane] }))} className="hover:underline">
                {LANE_LABEL[lane]}
              </Link>
            </dt>
            <dd className="text-muted">
              <span className="font-medium text-ink">{formatNumber(count)}</span>
              {count > 0 && (
                <span className="ml-2 text-xs">
                  done <Time at={doneAt} empty="once somebody has acted" past="any moment" />
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Gauge queue={queue} />
    </Section>
  );
}

/** Submissions of the last minute against what the pace allows, by all workers together. */
function Gauge({ queue: { paceSeconds, measured } }: { queue: Queue }) {
  const allowed = Math.max(1, Math.floor(60 / paceSeconds));
  const text = `${formatNumber(measured.lastMinute)} of ${formatNumber(allowed)} a minute`;
  return (
    <div className="mt-3 text-sm">
      <div className="flex justify-between gap-3">
        <span className="text-muted">Pace of all workers together</span>
        <span>{text}</span>
      </div>
      <Meter
        label="Submissions in the last minute"
        value={measured.lastMinute}
        max={allowed}
        text={text}
        className="mt-1"
      />
      <p className="mt-1 text-muted text-xs">
        One every{" "}
        <Link href="/settings#snapshots.submitEverySeconds" className="link">
          {formatNumber(paceSeconds)} s
        </Link>{" "}
        at most{reached(measured)}.
      </p>
    </div>
  );
}

function reached({ lastHour, secondsEach }: Queue["measured"]): string {
  const really = secondsEach === null ? "" : `; really one every ${formatNumber(Math.round(secondsEach * 10) / 10)} s`;
  return `${really}; ${formatNumber(lastHour)} in the last hour`;
}
