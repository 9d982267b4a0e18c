import { clsx } from "clsx";
import { SinceChoice } from "@/components/since-choice";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Stat } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { formatNumber } from "@/lib/format";
import type { Changes } from "@/lib/overview/count-work";
import type { Change } from "@/lib/resources/query";
import { resourcesPath } from "../resources/search-params";

type ChangesPanelProps = {
  changes: Changes;
  /** Only of this collection; of all when left out. */
  scope?: { collection: string; inside: boolean };
  /** The numbers one below the other where there is room beside them. */
  isTall?: boolean;
};

/** Against a date: what broke, what was mended, what stayed broken. */
export function ChangesPanel({ changes, scope, isTall = false }: ChangesPanelProps) {
  const rows = (change: Change) => toRoute(resourcesPath({ ...scope, change, since: changes.since, sort: "checked" }));
  return (
    <Section
      title="Changes"
      note={
        <>
          compared with <Time at={changes.since} />
        </>
      }
      actions={<SinceChoice since={changes.since} />}
    >
      <dl className={clsx("grid grid-cols-3 gap-6", isTall && "xl:grid-cols-1 xl:gap-3")}>
        <Stat
          label="New broken"
          value={formatNumber(changes.newlyBroken)}
          href={rows("newly_broken")}
          note="not broken before"
        />
        <Stat label="Fixed" value={formatNumber(changes.fixed)} href={rows("fixed")} note="broken before, valid now" />
        <Stat
          label="Still broken"
          value={formatNumber(changes.stillBroken)}
          href={rows("still_broken")}
          note="then and now"
        />
      </dl>
    </Section>
  );
}
