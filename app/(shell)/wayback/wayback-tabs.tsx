import { toRoute } from "@/components/ui/route";
import { TabLinks } from "@/components/ui/tab-links";
import { formatNumber } from "@/lib/format";

type WaybackTabsProps = {
  current: "snapshots" | "removals";
  /** Removal requests that still need somebody, or wait for an answer. */
  openRemovals: number;
};

/** What /wayback holds. */
export function WaybackTabs({ current, openRemovals }: WaybackTabsProps) {
  const count = openRemovals > 0 ? { count: formatNumber(openRemovals) } : {};
  return (
    <div className="mt-2">
      <TabLinks
        label="Parts of Wayback"
        tabs={[
          { href: "/wayback", label: "Snapshots", isCurrent: current === "snapshots" },
          {
            href: toRoute("/wayback/removals"),
            label: "Removal requests",
            isCurrent: current === "removals",
            ...count,
          },
        ]}
      />
    </div>
  );
}
