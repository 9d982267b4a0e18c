import type { z } from "zod";
import { isoOf } from "@/lib/api/resource-json";
import type { RemovalJson } from "@/lib/api/shapes";
import type { RemovalRow } from "@/lib/removals/list-removals";
import { REMOVAL_SCOPES } from "@/lib/removals/removal-state";
import { removalSubject } from "@/lib/removals/removal-text";
import type { Settings } from "@/lib/settings/definitions";

/** A removal request as the API shows it. */
export function removalJson(row: RemovalRow, settings: Settings): z.input<typeof RemovalJson> {
  const { id, resourceId, url, host, reason, ownership, text, state, note } = row;
  return {
    ...{ id, resourceId, url, host, reason, ownership, text, state, note },
    scope: REMOVAL_SCOPES.find((scope) => scope === row.scope) ?? "url",
    from: dayOf(row.periodFrom),
    to: dayOf(row.periodTo),
    address: settings["snapshots.removalAddress"],
    subject: removalSubject(row),
    requestedBy: row.requestedByName,
    requestedAt: row.requestedAt.toISOString(),
    sentAt: isoOf(row.sentAt),
    changedBy: row.stateByName,
    changedAt: row.stateAt.toISOString(),
  };
}

const dayOf = (day: Date | null): string | null => day?.toISOString().slice(0, 10) ?? null;
