import { Banner } from "@/components/ui/banner";
import { archiveCodeNextStep, archiveCodeWords } from "@/lib/snapshots/archive-codes";

/** What the archive's code that the list is filtered by means, and what to do about it. */
export function CodeNote({ code }: { code: string }) {
  return (
    <div className="mt-4">
      <Banner kind="note" title={archiveCodeWords(code).sentence}>
        {archiveCodeNextStep(code, false)} <code className="font-mono text-muted text-xs">{code}</code>
      </Banner>
    </div>
  );
}
