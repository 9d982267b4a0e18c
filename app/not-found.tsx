import { Logo } from "@/components/shell/logo";
import { NoticePage } from "@/components/shell/notice-page";
import { ButtonLink } from "@/components/ui/button";

/** An address that no page has. */
export default function NotFound() {
  return (
    <main className="min-h-dvh bg-surface px-6 pt-6">
      <Logo />
      <NoticePage code="404" title="There is no such page">
        <p className="text-muted">The address may be mistyped, or the page has moved.</p>
        <ButtonLink href="/">To the overview</ButtonLink>
      </NoticePage>
    </main>
  );
}
