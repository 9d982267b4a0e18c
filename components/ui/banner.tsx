import { clsx } from "clsx";
import { CircleAlert, Info, OctagonPause, PlugZap } from "lucide-react";
import type { ReactNode } from "react";

export type BannerKind =
  /** Good to know; nothing to do. */
  | "note"
  /** Work is held back on purpose. */
  | "pause"
  /** A part does not answer; work is kept. */
  | "outage"
  /** Something is wrong and somebody must act. */
  | "alarm";

const LOOK: Record<BannerKind, { icon: typeof Info; className: string }> = {
  note: { icon: Info, className: "border-l-accent bg-accent-soft [&>svg]:text-accent" },
  pause: { icon: OctagonPause, className: "border-l-failing bg-failing-soft [&>svg]:text-failing" },
  outage: { icon: PlugZap, className: "border-l-unreachable bg-unreachable-soft [&>svg]:text-unreachable" },
  alarm: { icon: CircleAlert, className: "border-l-broken bg-broken-soft [&>svg]:text-broken" },
};

type BannerProps = { kind?: BannerKind; title?: string; children?: ReactNode; action?: ReactNode; className?: string };

/** A sentence across the page: what holds, why, and what can be done (`action`). Announced politely to screen readers. */
export function Banner({ kind = "note", title, children, action, className }: BannerProps) {
  const { icon: Icon, className: look } = LOOK[kind];
  return (
    <div
      role="status"
      className={clsx("flex items-start gap-2.5 rounded-sm border-l-4 px-3 py-2 text-sm", look, className)}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <strong className="mr-1.5 font-semibold">{title}</strong>}
        {children}
      </div>
      {action && <div className="shrink-0">{action}</div>}
    </div>
  );
}
