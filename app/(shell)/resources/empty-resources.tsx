import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { isFiltered, type ResourcesSearch } from "./search-params";

type EmptyResourcesProps = { search: ResourcesSearch; hasCollections: boolean; mayAdd: boolean };

/** Why the list has no rows, and what would change that. */
export function EmptyResources({ search, hasCollections, mayAdd }: EmptyResourcesProps) {
  if (search.after !== null || search.before !== null) {
    return (
      <EmptyState title="No rows on this page" actions={<ButtonLink href="/resources">First page</ButtonLink>}>
        They moved or were deleted while you were reading.
      </EmptyState>
    );
  }
  if (isFiltered(search)) {
    return (
      <EmptyState title="No resource matches" actions={<ButtonLink href="/resources">Clear the filter</ButtonLink>}>
        {search.q
          ? `Nothing has “${search.q}” in its URL or title${isFiltered({ ...search, q: "" }) ? ", with the filters chosen" : ""}.`
          : "No resource has all that you chose."}
      </EmptyState>
    );
  }
  if (!hasCollections) {
    return (
      <EmptyState title="No collection yet" actions={<ButtonLink href="/collections">Collections</ButtonLink>}>
        Resources live in collections: a site, a portal, an organisation. Add one first, then its URLs.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No resources yet"
      actions={mayAdd ? <ButtonLink href="/resources/import">Import a list of URLs</ButtonLink> : undefined}
    >
      {mayAdd
        ? "Add the first one with “Add resource”, or import a whole list: every URL is checked at once."
        : "An editor of a collection adds them. You may look, but not add."}
    </EmptyState>
  );
}
