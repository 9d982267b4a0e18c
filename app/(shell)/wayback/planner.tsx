import { Banner } from "@/components/ui/banner";
import { Link } from "@/components/ui/link";
import { Meter } from "@/components/ui/meter";
import { toRoute } from "@/components/ui/route";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { formatCount, formatNumber } from "@/lib/format";
import type { Queue } from "@/lib/snapshots/get-queue";
import { QueueTurns } from "./queue-turns";
import { waybackPath } from "./search-params";
import { WaitList } from "./wait-list";

const IN_FLIGHT = ["submitting", "pending", "unknown"] as const;

/** The frame tells these on every page. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(["unauthorised", "keys_missing", "paused"]);

/** Quota, pace, queue and forecast; and why anything waits. */
export function Planner({ queue, now }: { queue: Queue; now: Date }) {
  const { counts, account, stop } = queue;
  const inFlight = IN_FLIGHT.reduce((sum, status) => sum + counts[status], 0);
  return (
    <section aria-label="Plan" className="mt-4 flex flex-col gap-4">
      {stop && !TOLD_ELSEWHERE.has(stop.code) && (
        <Banner kind={stop.until ? "note" : "pause"} title="Nothing is submitted at the moment.">
          {stop.sentence}{" "}
          {stop.until && (
            <>
              It goes on <Time at={stop.until} />.
            </>
          )}
        </Banner>
      )}
      {account?.system && account.system !== "ok" && (
        <Banner title="The Wayback Machine says of itself:">
          {account.system === "down" ? "It is out of order. It is asked again every minute." : account.system}
        </Banner>
      )}
      <dl className="grid grid-cols-2 gap-x-8 gap-y-4 border-b border-line-strong pb-3 sm:grid-cols-3 xl:grid-cols-6">
        <Stat
          label="Waiting"
          value={formatNumber(counts.queued)}
          href={toRoute(waybackPath({ status: ["queued"] }))}
          note={waitingNote(queue)}
        />
        <Stat
          label="In flight"
          value={formatNumber(inFlight)}
          href={toRoute(waybackPath({ status: [...IN_FLIGHT] }))}
          note={inFlight === 0 ? "nothing is under way" : <Slots queue={queue} now={now} />}
        />
        <Stat
          label="Verified"
          value={formatNumber(counts.verified)}
          href={toRoute(waybackPath({ status: ["verified"] }))}
          note={`${formatNumber(counts.success)} captured, not yet verified`}
        />
        <Stat
          label="Failed"
          value={formatNumber(counts.error + counts.expired + counts.lost)}
          href={toRoute(waybackPath({ status: ["error", "expired", "lost"] }))}
          note="failed, expired or lost"
        />
        <Quota queue={queue} />
        <Done queue={queue} />
      </dl>
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,13fr)_minmax(0,8fr)]">
        <WaitList waits={queue.waits} />
        <QueueTurns queue={queue} />
      </div>
    </section>
  );
}

function waitingNote({ counts, postponedCount }: Queue): string {
  if (counts.queued === 0) return "the queue is empty";
  return postponedCount > 0 ? `${formatNumber(postponedCount)} of them for later` : "all ready";
}

/** Told longer ago than this, free slots have nothing to do with what is in flight now. */
const SLOTS_STALE_MS = 60_000;

function Slots({ queue: { account }, now }: { queue: Queue; now: Date }) {
  if (account?.available == null) return "the archive's slots are not known yet";
  if (now.getTime() - account.reportedAt.getTime() > SLOTS_STALE_MS) return "submitted, without a result yet";
  return `${formatCount(account.available, "slot")} of our account free`;
}

function Quota({ queue: { account, reserve } }: { queue: Queue }) {
  const used = account?.dailyCaptures ?? null;
  const limit = account?.dailyCapturesLimit ?? null;
  const left = used === null || limit === null ? null : Math.max(0, limit - used);
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">Used of today’s quota</dt>
      <dd className="mt-0.5">
        <span className="font-medium text-2xl tracking-tight">{used === null ? "–" : formatNumber(used)}</span>
        {limit !== null && <span className="ml-1.5 text-muted text-sm">of {formatNumber(limit)}</span>}
        {used !== null && limit !== null && (
          <Meter
            label="Used of today's quota"
            value={used}
            max={limit}
            warnAt={Math.max(0, limit - reserve)}
            text={`${formatNumber(used)} of ${formatNumber(limit)}`}
            className="mt-1"
          />
        )}
        <div className="text-muted text-xs">
          {account && left !== null ? (
            <>
              {formatNumber(left)} left,{" "}
              <Link href="/settings#snapshots.reserveForPeople" className="link">
                {formatNumber(Math.min(left, reserve))} kept for people
              </Link>
              , told <Time at={account.reportedAt} />
            </>
          ) : (
            "the archive has not told it yet"
          )}
        </div>
      </dd>
    </div>
  );
}

function Done({ queue: { doneAt, counts, expectedSeconds } }: { queue: Queue }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">Queue done</dt>
      <dd className="mt-0.5">
        <span className="font-medium text-2xl tracking-tight">
          {doneAt ? <Time at={doneAt} past="any moment" /> : counts.queued === 0 ? "now" : "–"}
        </span>
        <div className="text-muted text-xs">
          {doneAt
            ? `at one every ${formatNumber(Math.round(expectedSeconds * 10) / 10)} s, if none has to be tried again`
            : counts.queued === 0
              ? "nothing waits"
              : "a person has to act first"}
        </div>
      </dd>
    </div>
  );
}
