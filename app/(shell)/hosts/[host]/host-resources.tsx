import { VERDICT_NAMES, VerdictMark, verdictLabel } from "@/components/status/verdict-mark";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Stat } from "@/components/ui/stat";
import { formatCount, formatNumber } from "@/lib/format";
import type { HostDetail } from "@/lib/hosts/get-host";
import { resourcesPath } from "../../resources/search-params";

/** Its resources by verdict; each number leads to its rows. */
export function HostResources({ host: { host, resources } }: { host: HostDetail }) {
  const shown = VERDICT_NAMES.filter((verdict) => resources.byVerdict[verdict] > 0);
  return (
    <Section
      title="Resources"
      actions={
        <Link href={toRoute(resourcesPath({ host }))} className="link text-sm">
          {resources.total === 1 ? "The one resource" : `All ${formatCount(resources.total, "resource")}`}
        </Link>
      }
    >
      {shown.length === 0 ? (
        <p className="text-muted text-sm">None at the moment; addresses elsewhere may lead here.</p>
      ) : (
        <dl className="grid grid-cols-2 gap-6 sm:grid-cols-3 xl:grid-cols-6">
          {shown.map((verdict) => (
            <Stat
              key={verdict}
              label={
                <>
                  <VerdictMark verdict={verdict} />
                  {verdictLabel(verdict)}
                </>
              }
              value={formatNumber(resources.byVerdict[verdict])}
              href={toRoute(resourcesPath({ host, verdict: [verdict] }))}
            />
          ))}
        </dl>
      )}
    </Section>
  );
}
