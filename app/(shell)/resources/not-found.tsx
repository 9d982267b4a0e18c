import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";

export default function ResourceNotFound() {
  return (
    <NoticePage code="404" title="No resource has this id">
      <p className="text-muted">
        Ids look like <code className="font-mono">4F7K-92QX-M0ZT</code>; small letters and missing hyphens are fine. It
        may have been mistyped.
      </p>
      <ButtonLink href="/resources">All resources</ButtonLink>
    </NoticePage>
  );
}
