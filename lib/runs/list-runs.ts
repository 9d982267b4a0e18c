import { db } from "@/lib/db";
import { cutPage, staleCursor, windowOf } from "@/lib/page";
import { Prisma } from "@/prisma/generated/client";
import { hasRunViews, NOT_READABLE } from "./run-tables";

export const RUN_STATUSES = ["queued", "running", "completed", "failed", "cancelled"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export type RunRow = {
  runId: string;
  functionId: string;
  status: RunStatus;
  eventId: string;
  eventName: string | null;
  eventData: unknown;
  /** Failed tries of the step it is at. */
  attempt: number;
  queuedAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Next try, when it waits for one. */
  nextAt: Date | null;
  errorMessage: string | null;
};

export type RunQuery = { status?: readonly RunStatus[]; functionId?: string; eventId?: string };

export type RunPage = {
  /** False: the sentence says who keeps them. */
  isReadable: boolean;
  sentence: string | null;
  rows: RunRow[];
  nextCursor: string | null;
};

/** Runs of step functions, newest first; ids sort by time, so a cursor is the last id seen. Throws INVALID for a wrong cursor. */
export async function listRuns({
  query,
  page = {},
}: {
  query: RunQuery;
  page?: { after?: string; limit?: number };
}): Promise<RunPage> {
  if (!(await hasRunViews())) return { isReadable: false, sentence: NOT_READABLE, rows: [], nextCursor: null };
  const window = windowOf(page);
  const conditions = [Prisma.sql`TRUE`];
  if (query.status && query.status.length > 0)
    conditions.push(Prisma.sql`"status" IN (${Prisma.join([...query.status])})`);
  if (query.functionId) conditions.push(Prisma.sql`"function_id" = ${query.functionId}`);
  if (query.eventId) conditions.push(Prisma.sql`"event_id" = ${query.eventId}`);
  if (page.after !== undefined) conditions.push(Prisma.sql`"run_id" < ${cursorOf(page.after)}`);
  const found = await db.$queryRaw<RunRow[]>`
    SELECT ${RUN_COLUMNS} FROM engine.run_view WHERE ${Prisma.join(conditions, " AND ")}
    ORDER BY "run_id" DESC LIMIT ${window.take}`;
  const { rows, nextCursor } = cutPage(found, window, ({ runId }) => runId);
  return { isReadable: true, sentence: null, rows, nextCursor };
}

export const RUN_COLUMNS = Prisma.sql`
  "run_id" AS "runId", "function_id" AS "functionId", "status", "event_id" AS "eventId", "event_name" AS "eventName",
  "event_data" AS "eventData", "attempt", "queued_at" AS "queuedAt", "started_at" AS "startedAt", "ended_at" AS "endedAt",
  "next_at" AS "nextAt", "error_message" AS "errorMessage"`;

function cursorOf(text: string): string {
  if (/^[0-9A-Z]{26}$/.test(text)) return text;
  throw staleCursor();
}
