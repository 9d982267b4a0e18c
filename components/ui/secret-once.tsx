import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button";

/** A secret that is shown this once: select it, copy it, and know that nobody can show it again. */
export function SecretOnce({ label, secret, children }: { label: string; secret: string; children: ReactNode }) {
  return (
    <div className="rounded-md border border-accent bg-accent-soft p-3">
      <p className="flex items-center gap-1.5 font-medium text-sm">
        <KeyRound aria-hidden="true" className="size-4 text-accent" />
        {label}
      </p>
      <div className="mt-2 flex items-center gap-1 rounded-sm bg-raised pl-2.5">
        <code data-secret className="min-w-0 flex-1 select-all break-all py-1.5 font-mono text-sm">
          {secret}
        </code>
        <CopyButton text={secret} label={`Copy ${label.toLowerCase()}`} />
      </div>
      <p className="mt-2 text-muted text-xs">{children}</p>
    </div>
  );
}
