import type { Metadata } from "next";
import { LiveRefresh } from "@/components/live-refresh";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { hasRole } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listRecentChecks } from "@/lib/hosts/list-recent-checks";
import { activityPath } from "../../activity/search-params";
import { HostActions } from "./host-actions";
import { HostFacts } from "./host-facts";
import { HostNotices } from "./host-notices";
import { HostResources } from "./host-resources";
import { HostRule } from "./host-rule";
import { loadHost } from "./load-host";
import { RecentChecks } from "./recent-checks";

type Props = { params: Promise<{ host: string }> };

/** Enough to see how the host answers; all of them are a click away. */
const CHECKS_SHOWN = 12;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireActor();
  return { title: (await loadHost((await params).host)).host };
}

/** One host: how it stands, what was learned and decided, its resources, and what can be done. */
export default async function HostPage({ params }: Props) {
  const actor = await requireActor();
  const host = await loadHost((await params).host);
  const checks = await listRecentChecks({ host: host.host, limit: CHECKS_SHOWN });
  const isAdmin = hasRole(actor, "admin");
  return (
    <>
      <LiveRefresh tables={["Resource", "Host", "Setting"]} />
      <PageHeader
        title={<span className="break-all">{host.host}</span>}
        parent={{ href: toRoute("/hosts"), label: "Hosts" }}
        actions={isAdmin && <HostActions host={host} />}
      />
      <HostNotices host={host} />
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <HostResources host={host} />
          <RecentChecks checks={checks} host={host.host} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <HostRule host={host} mayEdit={isAdmin} />
          <Section title="How it is asked">
            <HostFacts host={host} />
          </Section>
          <p className="text-sm">
            <Link href={toRoute(activityPath({ kind: "host", q: host.host }))} className="link">
              What people did here
            </Link>
          </p>
        </div>
      </div>
    </>
  );
}
