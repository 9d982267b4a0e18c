import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { formatNumber } from "@/lib/format";
import type { Changes } from "@/lib/overview/get-trend";
import { resourcesPath } from "../resources/search-params";

/** Against a week ago: what broke, what was mended, what stayed broken. */
export function ChangesPanel({ changes }: { changes: Changes }) {
  const broken = toRoute(resourcesPath({ verdict: ["broken"], sort: "streak", down: false }));
  const longBroken = toRoute(resourcesPath({ verdict: ["broken"], sort: "streak", down: true }));
  const valid = toRoute(resourcesPath({ verdict: ["valid"], sort: "checked", down: true }));
  return (
    <Section
      title="Changes"
      note={
        <>
          since <Time at={changes.since} />
        </>
      }
    >
      <dl className="grid grid-cols-3 gap-6">
        <Stat label="New broken" value={formatNumber(changes.newlyBroken)} href={broken} note="not broken before" />
        <Stat label="Fixed" value={formatNumber(changes.fixed)} href={valid} note="broken before, valid now" />
        <Stat label="Still broken" value={formatNumber(changes.stillBroken)} href={longBroken} note="then and now" />
      </dl>
    </Section>
  );
}
