import { Spinner } from "@/components/ui/spinner";
import { Time } from "@/components/ui/time";

type NextCheckProps = {
  resource: {
    deletedAt: Date | null;
    nextCheckAt: Date | null;
    checkRequestedAt: Date | null;
    checkLeaseUntil: Date | null;
    host: string;
    collection: { isCheckingOn: boolean };
  };
  now: Date;
  /** Why no check may go out at all; null when they may. */
  stop: string | null;
};

/** What happens next, and when. */
export function NextCheck({ resource, now, stop }: NextCheckProps) {
  if (resource.deletedAt) return <>It was deleted, so it is no longer checked.</>;
  if (resource.checkLeaseUntil && resource.checkLeaseUntil > now) {
    return (
      <span className="inline-flex items-center gap-1.5">
        <Spinner className="text-accent" /> It is being checked now, after others of {resource.host} in its turn.
      </span>
    );
  }
  if (stop) return <>{stop}</>;
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
