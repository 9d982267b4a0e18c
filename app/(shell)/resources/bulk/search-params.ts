import { createLoader, createSerializer, parseAsString } from "nuqs/server";

/** In the address, in place of the outcome that items don't have yet. */
export const WAITING = "waiting";

const bulkSearch = { outcome: parseAsString, after: parseAsString };

/** /resources/bulk/[bulkRunId] */
export const loadBulkSearch = createLoader(bulkSearch);
const serialize = createSerializer(bulkSearch);

/** The address of a bulk action's outcomes, all or of one kind. */
export function bulkPath(bulkRunId: string, search: { outcome?: string | null; after?: string | null } = {}): string {
  return serialize(`/resources/bulk/${bulkRunId}`, search);
}
