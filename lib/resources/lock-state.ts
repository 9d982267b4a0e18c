import type { Tx } from "@/lib/db";

/**
 * Locks a resource's check state before the resource itself, as the writers of verdicts do: in the other order an edit and a check that ends at the same
 * moment would wait for each other.
 */
export async function lockState(tx: Tx, resourceId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "CheckState" WHERE "resourceId" = ${resourceId} FOR UPDATE`;
}
