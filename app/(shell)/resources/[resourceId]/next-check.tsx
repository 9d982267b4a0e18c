import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Spinner } from "@/components/ui/spinner";
import { Time } from "@/components/ui/time";
import type { findHostNotice, HostNotice } from "@/lib/checks/find-host-notice";
import { hostPath } from "@/lib/hosts/host-name";

type NextCheckProps = {
  resource: {
    deletedAt: Date | null;
    nextCheckAt: Date | null;
    checkRequestedAt: Date | null;
    /** Set while its last check could not be ended, because the host that it leads to could not be asked. */
    notBefore: Date | null;
    leadsTo: string | null;
    host: string;
    collection: { isCheckingOn: boolean };
  };
  now: Date;
  /** Why no check may go out at all; null when they may. */
  stop: string | null;
  /** What is going on at its host. */
  hostState: Awaited<ReturnType<typeof findHostNotice>>;
};

/** What happens next, and when. */
export function NextCheck({ resource, now, stop, hostState }: NextCheckProps) {
  if (resource.deletedAt) return <>It was deleted, so it is no longer checked.</>;
  if (hostState.isAtWork && (resource.checkRequestedAt || (resource.nextCheckAt && resource.nextCheckAt <= now))) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <Spinner className="text-accent" /> It is being checked now, after others of {resource.host} in its turn.
      </span>
    );
  }
  if (stop) return <>{stop}</>;
  if (hostState.notice) return <HostWait notice={hostState.notice} host={resource.host} />;
  if (resource.leadsTo && resource.notBefore && resource.notBefore > now) {
    return (
      <>
        It leads to{" "}
        <Link href={toRoute(hostPath(resource.leadsTo))} className="link">
          {resource.leadsTo}
        </Link>
        , which can’t be asked yet. It is checked <Time at={resource.notBefore} />.
      </>
    );
  }
  if (resource.checkRequestedAt) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <Spinner className="text-accent" /> A check was asked for <Time at={resource.checkRequestedAt} /> and waits for
        its turn.
      </span>
    );
  }
  if (!resource.collection.isCheckingOn) return <>Checks on schedule are off for its collection.</>;
  if (resource.nextCheckAt === null) return <>No further check is planned.</>;
  return resource.nextCheckAt <= now ? (
    <>The next check is due; the schedule takes it within minutes.</>
  ) : (
    <>
      The next check comes <Time at={resource.nextCheckAt} />.
    </>
  );
}

const WAIT_WORDS: Record<HostNotice["kind"], string> = {
  paused: "is paused",
  retry_after: "asked us to wait",
  rate_limited: "asked us to come less often",
  no_answer: "has not answered for a while",
};

function HostWait({ notice, host }: { notice: HostNotice; host: string }) {
  return (
    <>
      <Link href={toRoute(hostPath(host))} className="link">
        {host}
      </Link>{" "}
      {WAIT_WORDS[notice.kind]}
      {notice.reason ? ` (${notice.reason})` : ""}
      {notice.until ? (
        <>
          ; checks go on <Time at={notice.until} />.
        </>
      ) : (
        "; checks go on when the pause is lifted."
      )}
    </>
  );
}
