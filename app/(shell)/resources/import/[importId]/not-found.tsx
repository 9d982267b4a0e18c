import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";

export default function ImportNotFound() {
  return (
    <NoticePage code="404" title="There is no such import">
      <p className="text-muted">
        The address may be mistyped. Imports are listed where you start one, and in the activity.
      </p>
      <ButtonLink href="/activity">Activity</ButtonLink>
    </NoticePage>
  );
}
