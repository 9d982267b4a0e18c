import { db } from "@/lib/db";

/** Only the embedded engine keeps its runs in our database. */
export const NOT_READABLE =
  "Runs can't be read here: a real Inngest server keeps them. Open its own dashboard to see runs, steps and attempts.";

/** Whether the embedded engine has its views in this database. */
export async function hasRunViews(): Promise<boolean> {
  const [row] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('engine.run_view') IS NOT NULL AND to_regclass('engine.step_view') IS NOT NULL AS exists`;
  return row?.exists ?? false;
}
