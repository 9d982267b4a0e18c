import { FlaskConical } from "lucide-react";

/** Says on every page that the archive is a stand-in. */
export function SandboxStrip() {
  return (
    <p className="flex justify-center border-b bg-[repeating-linear-gradient(-45deg,var(--color-failing-soft)_0_10px,var(--color-surface)_10px_20px)] px-3 py-0.5 text-center font-medium text-failing text-xs">
      <span className="inline-flex items-center gap-1.5 rounded-sm bg-surface px-2">
        <FlaskConical aria-hidden="true" className="size-3.5 shrink-0" />
        Sandbox archive: no snapshot leaves this machine. Checks do.
      </span>
    </p>
  );
}
