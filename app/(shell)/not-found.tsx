import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";

/** Inside the frame: the page exists, the thing doesn't. */
export default function NotFound() {
  return (
    <NoticePage code="404" title="There is nothing here">
      <p className="text-muted">
        The address may be mistyped, or what it named was deleted. Ids are made of groups of four, such as
        7KQ2-M4XA-0B9T; capital or small letters don't matter.
      </p>
      <div className="flex gap-2">
        <ButtonLink href="/resources">Search resources</ButtonLink>
        <ButtonLink href="/activity" variant="quiet">
          See what happened
        </ButtonLink>
      </div>
    </NoticePage>
  );
}
