import { db } from "@/lib/db";

/** Gives back what a run claimed at a host and did not check, so that anyone may take it at once. Harmless twice. Returns how many. */
export async function releaseHostChecks({ host, runId }: { host: string; runId: string }): Promise<number> {
  return db.$executeRaw`
    UPDATE "Resource" SET "checkRunId" = NULL, "checkLeaseUntil" = NULL
    WHERE "host" = ${host} AND "checkRunId" = ${runId} AND "checkLeaseUntil" IS NOT NULL`;
}
