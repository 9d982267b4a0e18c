import { notFound } from "next/navigation";
import { getBulkRun } from "@/lib/bulk/get-bulk-run";
import { AppError } from "@/lib/errors";

/** The bulk action of an address; an unknown one shows the not-found page. */
export async function loadBulkRun(bulkRunId: string) {
  try {
    return await getBulkRun(bulkRunId);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
