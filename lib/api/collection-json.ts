import type { z } from "zod";
import type { CollectionJson } from "@/lib/api/shapes";
import type { CollectionRow } from "@/lib/collections/list-collections";
import { healthOf, summaryStatus } from "@/lib/reports/health";

/** A collection as the API shows it. */
export function collectionJson(row: CollectionRow): z.input<typeof CollectionJson> {
  const { slug, name, description, isCheckingOn, isSnapshotting, checkIntervalDays, total, byVerdict, acknowledged } =
    row;
  return {
    slug,
    name,
    description,
    parent: row.parent?.slug ?? null,
    isCheckingOn,
    isSnapshotting,
    checkIntervalDays,
    resourceCount: total,
    verdicts: byVerdict,
    acknowledged,
    status: summaryStatus(healthOf(row)),
  };
}
