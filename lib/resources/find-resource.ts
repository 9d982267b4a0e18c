import { db, type Tx } from "@/lib/db";
import { parseResourceId } from "./resource-id";
import { loadResourceRows, type ResourceRow } from "./resource-row";

/** The resource of this id, typed forgivingly; null if there is none or it was deleted. */
export async function findResource(typedId: string, tx: Tx = db): Promise<ResourceRow | null> {
  const id = parseResourceId(typedId);
  if (id === null) return null;
  const [row] = await loadResourceRows([id], tx);
  return row && row.deletedAt === null ? row : null;
}
