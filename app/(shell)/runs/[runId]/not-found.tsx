import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";

export default function RunNotFound() {
  return (
    <NoticePage code="404" title="There is no such run">
      <p className="text-muted">The address may be mistyped, or the run ended so long ago that it was removed.</p>
      <ButtonLink href="/runs">All runs</ButtonLink>
    </NoticePage>
  );
}
