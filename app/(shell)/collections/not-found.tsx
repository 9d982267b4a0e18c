import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";

export default function CollectionNotFound() {
  return (
    <NoticePage code="404" title="No collection has this name">
      <p className="text-muted">It was deleted, or the address was mistyped.</p>
      <ButtonLink href="/collections">All collections</ButtonLink>
    </NoticePage>
  );
}
