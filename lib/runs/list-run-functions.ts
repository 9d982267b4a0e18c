import { db } from "@/lib/db";

/** Ids of the functions that the embedded engine knows, by name; none when a real server keeps them. */
export async function listRunFunctions(): Promise<string[]> {
  const [view] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('engine.function_view') IS NOT NULL AS exists`;
  if (!view?.exists) return [];
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT "function_id" AS id FROM engine.function_view ORDER BY 1`;
  return rows.map(({ id }) => id);
}
