import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";

/** Leads to the run that did it, with its steps and attempts. Nothing when none did. */
export function RunLink({ runId }: { runId: string | null }) {
  if (runId === null) return null;
  return (
    <Link
      href={toRoute(`/runs/${encodeURIComponent(runId)}`)}
      className="ml-auto text-faint text-xs hover:text-ink hover:underline"
    >
      run
    </Link>
  );
}
