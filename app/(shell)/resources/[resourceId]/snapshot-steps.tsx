import { clsx } from "clsx";
import { Time } from "@/components/ui/time";
import type { ResourceRow } from "@/lib/resources/resource-row";

type Snapshot = NonNullable<ResourceRow["snapshot"]>;

/** Asked for, submitted, captured, verified: what has happened, and when. */
export function SnapshotSteps({ snapshot }: { snapshot: Snapshot }) {
  if (snapshot.status === "skipped") return null;
  const steps: readonly (readonly [string, Date | null])[] = [
    ["Asked for", snapshot.requestedAt],
    ["Submitted", snapshot.submittedAt],
    ["Captured", snapshot.capturedAt],
    ["Verified", snapshot.verifiedAt],
  ];
  return (
    <ol className="mt-1 grid grid-cols-4 gap-1">
      {steps.map(([name, at]) => (
        <li key={name} className={clsx("border-t-2 pt-1 text-xs", at ? "border-accent" : "border-line text-faint")}>
          <span className="block">{name}</span>
          <Time at={at} empty="not yet" className="text-muted" />
        </li>
      ))}
    </ol>
  );
}
