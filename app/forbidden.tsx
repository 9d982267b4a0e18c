import { Logo } from "@/components/shell/logo";
import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";

/** Outside the frame: signed in, but the role is too low. */
export default function Forbidden() {
  return (
    <main className="min-h-dvh bg-surface px-6 pt-6">
      <Logo />
      <NoticePage code="403" title="Your role does not open this page">
        <p className="text-muted">An admin can give you another role.</p>
        <ButtonLink href="/">To the overview</ButtonLink>
      </NoticePage>
    </main>
  );
}
