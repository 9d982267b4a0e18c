import { db } from "@/lib/db";

/** The newest bulk runs, for the ledger. */
export async function listBulkRuns({ limit = 20 }: { limit?: number } = {}) {
  return db.bulkRun.findMany({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: Math.min(Math.max(1, limit), 200),
  });
}
