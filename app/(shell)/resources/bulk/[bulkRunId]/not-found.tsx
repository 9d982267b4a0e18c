import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";

export default function BulkRunNotFound() {
  return (
    <NoticePage code="404" title="There is no such bulk action">
      <p className="text-muted">The address may be mistyped. Activity tells what was started, and by whom.</p>
      <ButtonLink href="/activity">Activity</ButtonLink>
    </NoticePage>
  );
}
