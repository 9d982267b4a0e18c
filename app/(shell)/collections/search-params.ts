import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsStringLiteral,
} from "nuqs/server";

/** `worst`: the largest share of broken resources first. */
export const COLLECTION_SORTS = ["worst", "name", "total"] as const;
export type CollectionSort = (typeof COLLECTION_SORTS)[number];

const collectionsSearch = {
  sort: parseAsStringLiteral(COLLECTION_SORTS).withDefault("worst"),
  down: parseAsBoolean,
};

export type CollectionsSearch = inferParserType<typeof collectionsSearch>;

export const loadCollectionsSearch = createLoader(collectionsSearch);
const serialize = createSerializer(collectionsSearch);

/** The address of /collections in this order. */
export function collectionsPath(search: Partial<CollectionsSearch>): string {
  return serialize("/collections", search);
}

export function isDescending({ sort, down }: CollectionsSearch): boolean {
  return down ?? sort !== "name";
}
