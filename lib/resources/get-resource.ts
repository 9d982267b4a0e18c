import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { parseResourceId } from "./resource-id";
import { loadResourceRows, type ResourceRow } from "./resource-row";

/** The resource of this id, deleted or not. Throws NOT_FOUND. */
export async function getResource(typedId: string, tx: Tx = db): Promise<ResourceRow> {
  const id = parseResourceId(typedId);
  const [row] = id === null ? [] : await loadResourceRows([id], tx);
  if (!row) throw new AppError("NOT_FOUND", "There is no resource with this id. It may have been mistyped.");
  return row;
}

/** Like {@link getResource}, and throws NOT_FOUND for a deleted one too: what may still be changed. */
export async function getLiveResource(typedId: string, tx: Tx = db): Promise<ResourceRow> {
  const row = await getResource(typedId, tx);
  if (row.deletedAt !== null) throw new AppError("NOT_FOUND", "This resource was deleted.");
  return row;
}
