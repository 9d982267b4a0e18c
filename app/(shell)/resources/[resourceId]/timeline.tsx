import { redirect } from "next/navigation";
import { Pager } from "@/components/ui/pager";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { AppError } from "@/lib/errors";
import { listTimeline, type TimelineItem } from "@/lib/resources/list-timeline";
import type { ResourceRow } from "@/lib/resources/resource-row";
import { evidencePath, timelinePath } from "./search-params";
import { TimelineActivity } from "./timeline-activity";
import { TimelineCheck } from "./timeline-check";
import { TimelineSnapshot } from "./timeline-snapshot";

const SHOWN = 25;

/** All that happened to a resource, newest first: checks, snapshots, people. */
export async function Timeline({ resource, after }: { resource: ResourceRow; after: string | null }) {
  const { items, nextCursor } = await pageOf(resource.id, after);
  return (
    <Section title="Timeline">
      <div id="timeline" className="scroll-mt-4">
        {items.length === 0 ? (
          <p className="text-muted text-sm">Nothing happened yet.</p>
        ) : (
          <ol className="text-sm">
            {items.map((item) => (
              <li
                key={`${item.kind} ${item.entry.id}`}
                className="grid gap-x-3 border-b py-1.5 sm:grid-cols-[7rem_minmax(0,1fr)]"
              >
                <Time at={item.at} className="text-muted text-xs leading-5" />
                <Entry item={item} resource={resource} after={after} />
              </li>
            ))}
          </ol>
        )}
        {(after !== null || nextCursor !== null) && (
          <Pager
            label="Timeline"
            previous={after === null ? null : toRoute(timelinePath(resource.id))}
            next={nextCursor === null ? null : toRoute(timelinePath(resource.id, nextCursor))}
            summary={after === null ? "The newest entries" : "Older entries"}
          />
        )}
      </div>
    </Section>
  );
}

function Entry({ item, resource, after }: { item: TimelineItem; resource: ResourceRow; after: string | null }) {
  const { id, urlVersion } = resource;
  if (item.kind === "check") {
    const evidenceHref = toRoute(evidencePath(id, String(item.entry.id), after));
    return (
      <TimelineCheck check={item.entry} isOldAddress={item.entry.urlVersion < urlVersion} evidenceHref={evidenceHref} />
    );
  }
  if (item.kind === "snapshot")
    return <TimelineSnapshot snapshot={item.entry} isOldAddress={item.entry.urlVersion < urlVersion} />;
  return <TimelineActivity activity={item.entry} />;
}

/** An old link into the middle leads to the newest entries. */
async function pageOf(resourceId: string, after: string | null) {
  try {
    return await listTimeline({ resourceId, after: after ?? undefined, limit: SHOWN });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "INVALID")) throw error;
    redirect(toRoute(timelinePath(resourceId)));
  }
}
