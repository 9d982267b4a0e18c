import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Stat } from "@/components/ui/stat";
import { formatNumber } from "@/lib/format";
import type { Overview } from "@/lib/overview/get-overview";
import type { CheckWork } from "@/lib/resources/query";
import { resourcesPath } from "../resources/search-params";
import { SweepProgress } from "../sweep-progress";

/** Checks in flight, and how far the sweep over due ones has come. */
export function ChecksPanel({ checks, sweep }: Pick<Overview, "checks" | "sweep">) {
  const rows = (work: CheckWork) => toRoute(resourcesPath({ work, sort: "nextCheck" }));
  return (
    <Section title="Checks">
      <dl className="grid grid-cols-3 gap-6">
        <Stat label="Asked for" value={formatNumber(checks.requested)} href={rows("requested")} />
        <Stat label="At work" value={formatNumber(checks.atWork)} href={rows("at_work")} />
        <Stat label="Due" value={formatNumber(checks.due)} href={rows("due")} />
      </dl>
      {sweep && (
        <div className="mt-4">
          <SweepProgress sweep={sweep} />
        </div>
      )}
    </Section>
  );
}
