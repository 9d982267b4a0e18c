import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";

/** Signed in, but the role is too low. */
export default function Forbidden() {
  return (
    <NoticePage code="403" title="Your role does not open this page">
      <p className="text-muted">
        Viewers look, editors act in their collections, admins change settings and people. An admin can give you another
        role.
      </p>
      <ButtonLink href="/">Back to the overview</ButtonLink>
    </NoticePage>
  );
}
