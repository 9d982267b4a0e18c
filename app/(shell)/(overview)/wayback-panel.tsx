import { SNAPSHOT_STATUS_NAMES, SnapshotStatus } from "@/components/status/snapshot-mark";
import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { formatCount, formatNumber } from "@/lib/format";
import type { Queue } from "@/lib/snapshots/get-queue";
import { waybackPath } from "../wayback/search-params";

/** Queue and quota of the Wayback Machine, and when the queue will be done. */
export function WaybackPanel({ queue }: { queue: Queue }) {
  const shown = SNAPSHOT_STATUS_NAMES.filter((status) => queue.counts[status] > 0);
  return (
    <Section title="Wayback" note={<Forecast queue={queue} />}>
      {shown.length === 0 && <p className="text-muted text-sm">No snapshot has been asked for yet.</p>}
      <ul className="grid grid-cols-2 gap-x-8">
        {shown.map((status) => (
          <li key={status} className="flex h-8 items-center justify-between border-b text-sm">
            <SnapshotStatus status={status} />
            <Link
              href={toRoute(waybackPath({ status: [status] }))}
              className="font-medium underline-offset-4 hover:underline"
            >
              {formatNumber(queue.counts[status])}
              <span className="sr-only"> {queue.counts[status] === 1 ? "snapshot" : "snapshots"}</span>
            </Link>
          </li>
        ))}
      </ul>
      <Quota account={queue.account} />
      <Why queue={queue} />
    </Section>
  );
}

function Forecast({ queue: { counts, doneAt, stop } }: { queue: Queue }) {
  if (counts.queued === 0) return "the queue is empty";
  if (!doneAt) return stop?.sentence ?? "waits";
  return (
    <>
      {formatCount(counts.queued, "waits", "wait")}, done <Time at={doneAt} />
    </>
  );
}

/** The largest reason why any wait, when it is not their turn alone. */
function Why({ queue: { waits, measured } }: { queue: Queue }) {
  const [wait] = waits.filter(({ code }) => code !== "pace");
  return (
    <p className="mt-2 text-muted text-xs">
      {formatNumber(measured.lastHour)} submitted in the last hour.{" "}
      {wait && (
        <>
          <Link href="/wayback" className="link">
            {formatCount(wait.count, "waits", "wait")}
          </Link>
          : {wait.sentence}
        </>
      )}
    </p>
  );
}

function Quota({ account }: { account: Queue["account"] }) {
  const used = account?.dailyCaptures ?? null;
  const limit = account?.dailyCapturesLimit ?? null;
  if (used === null || limit === null) return null;
  const text = `${formatNumber(used)} of ${formatNumber(limit)} captures of today's quota are used`;
  return (
    <div className="mt-3">
      <Meter label="Today's quota" value={used} max={limit} warnAt={limit * 0.9} text={text} />
      <p className="mt-1 text-muted text-xs">{text}.</p>
    </div>
  );
}
