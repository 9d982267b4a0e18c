import type { ReactNode } from "react";

/** A page that has nothing to show but a reason: not found, not allowed. */
export function NoticePage({ code, title, children }: { code: string; title: string; children: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-prose flex-col items-start gap-3 py-16">
      <p className="font-mono text-faint text-xs">{code}</p>
      <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
      {children}
    </div>
  );
}
