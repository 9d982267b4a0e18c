import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from "nuqs/server";

/** What may become of a line. */
export const IMPORT_OUTCOMES = ["created", "existing", "refused"] as const;

/** /resources/import */
export const loadImportSearch = createLoader({ collection: parseAsString });

const outcomesSearch = { outcome: parseAsStringLiteral(IMPORT_OUTCOMES), after: parseAsString };

/** /resources/import/[importId] */
export const loadOutcomesSearch = createLoader(outcomesSearch);
const serialize = createSerializer(outcomesSearch);

/** The address of an import's lines, all or of one kind. */
export function outcomesPath(
  importId: string,
  search: { outcome?: (typeof IMPORT_OUTCOMES)[number] | null; after?: string | null } = {},
): string {
  return serialize(`/resources/import/${importId}`, search);
}
