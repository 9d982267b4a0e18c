import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { RUN_COLUMNS, type RunRow } from "./list-runs";
import { hasRunViews, NOT_READABLE } from "./run-tables";

export type RunStep = {
  stepId: string;
  name: string;
  op: string;
  status: string;
  attempt: number;
  /** Retry, end of a sleep, or timeout of a wait. */
  dueAt: Date | null;
  startedAt: Date;
  endedAt: Date | null;
  output: unknown;
  errorMessage: string | null;
};

export type RunDetail = RunRow & {
  output: unknown;
  error: unknown;
  steps: RunStep[];
  /** What the run did to which subject. */
  activity: { id: string; at: Date; action: string; subjectKind: string; subjectId: string; subjectName: string }[];
};

/**
 * One run with its steps in order and the activity that it wrote.
 * Throws NOT_FOUND when there is none, also when the runs are kept elsewhere: the sentence says which.
 */
export async function getRun({ runId }: { runId: string }): Promise<RunDetail> {
  if (!(await hasRunViews())) throw new AppError("NOT_FOUND", NOT_READABLE);
  const [run] = await db.$queryRaw<(RunRow & { output: unknown; error: unknown })[]>`
    SELECT ${RUN_COLUMNS}, "output", "error" FROM engine.run_view WHERE "run_id" = ${runId}`;
  if (!run) throw new AppError("NOT_FOUND", "This run does not exist, or it ended so long ago that it was removed.");
  const steps = await db.$queryRaw<RunStep[]>`
    SELECT "step_id" AS "stepId", "name", "op", "status", "attempt", "due_at" AS "dueAt", "started_at" AS "startedAt",
      "ended_at" AS "endedAt", "output", "error_message" AS "errorMessage"
    FROM engine.step_view WHERE "run_id" = ${runId} ORDER BY "position" NULLS LAST, "started_at"`;
  const rows = await db.activity.findMany({
    where: { runId },
    select: { id: true, at: true, action: true, subjectKind: true, subjectId: true, subjectName: true },
    orderBy: { id: "asc" },
    take: 100,
  });
  return { ...run, steps, activity: rows.map((row) => ({ ...row, id: String(row.id) })) };
}
