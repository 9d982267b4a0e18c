import { csvLine } from "@/lib/csv-line";
import { db } from "@/lib/db";
import type { Activity } from "@/prisma/generated/client";
import { describeAction } from "./actions";
import { activityWhere } from "./activity-where";
import type { ActivityQuery } from "./query";

/** Rows read at once: some hundred kilobytes. */
const CHUNK = 1_000;

const COLUMNS = [
  ...["id", "at", "actor kind", "actor", "action", "sentence", "subject kind", "subject id", "subject"],
  ...["reason", "before", "after", "run"],
];

/** The activity that matches as CSV, newest first, in pieces, whatever its number. */
export async function* exportActivity(query: ActivityQuery): AsyncGenerator<string, void, void> {
  yield csvLine(COLUMNS);
  const where = await activityWhere(query);
  for (let last: bigint | undefined, isMore = true; isMore; ) {
    const rows = await db.activity.findMany({
      where: { AND: [where, last === undefined ? {} : { id: { lt: last } }] },
      orderBy: { id: "desc" },
      take: CHUNK,
    });
    if (rows.length > 0) yield rows.map(toLine).join("");
    last = rows.at(-1)?.id;
    isMore = rows.length === CHUNK;
  }
}

function toLine(row: Activity): string {
  const { id, at, actorKind, actorName, action, subjectKind, subjectId, subjectName, reason, before, after, runId } =
    row;
  return csvLine([
    ...[String(id), at.toISOString(), actorKind, actorName, action, describeAction(action)],
    ...[subjectKind, subjectId, subjectName, reason, jsonText(before), jsonText(after), runId],
  ]);
}

function jsonText(value: Activity["before"]): string | null {
  return value === null ? null : JSON.stringify(value);
}
