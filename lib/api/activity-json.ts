import type { z } from "zod";
import type { ActivityRow } from "@/lib/activity/list-activity";
import type { ActivityJson } from "@/lib/api/shapes";

/** An activity as the API shows it. */
export function activityJson(row: ActivityRow): z.input<typeof ActivityJson> {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
    action: row.action,
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    before: row.before,
    after: row.after,
    reason: row.reason,
  };
}
