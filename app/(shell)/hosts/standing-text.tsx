import { clsx } from "clsx";
import {
  CircleCheck,
  CircleDashed,
  Hourglass,
  type LucideIcon,
  OctagonPause,
  Radio,
  ShieldBan,
  Snail,
  Unplug,
} from "lucide-react";
import type { ReactNode } from "react";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/format";
import type { HostRow } from "@/lib/hosts/host-rows";
import type { StandingKind } from "@/lib/hosts/standing";

type Look = { label: string; icon: LucideIcon; color: string };

const LOOK: Record<StandingKind, Look> = {
  paused: { label: "Paused", icon: OctagonPause, color: "text-failing" },
  retry_after: { label: "Asked us to wait", icon: Hourglass, color: "text-blocked" },
  rate_limited: { label: "Finds us too quick", icon: Hourglass, color: "text-blocked" },
  no_answer: { label: "Does not answer", icon: Unplug, color: "text-unreachable" },
  at_work: { label: "At work now", icon: Radio, color: "text-accent" },
  unanswered: { label: "No answer last time", icon: Unplug, color: "text-unreachable" },
  refusing: { label: "Refuses most checks", icon: ShieldBan, color: "text-blocked" },
  slowed: { label: "Slowed down", icon: Snail, color: "text-muted" },
  fine: { label: "Fine", icon: CircleCheck, color: "text-valid" },
  unasked: { label: "Never asked", icon: CircleDashed, color: "text-unchecked" },
};

type Told = Pick<HostRow, "standing" | "pause" | "slowdownMs">;

/** Mark and word of how a host stands. */
export function StandingMark({ kind }: { kind: StandingKind }) {
  const { label, icon: Icon, color } = LOOK[kind];
  return (
    <span className={clsx("inline-flex items-center gap-1.5 font-medium", color)}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      {label}
    </span>
  );
}

/** What the word leaves open: by whom, why, until when. Nothing for a host that is fine. */
export function StandingDetail({ standing, pause, slowdownMs }: Told): ReactNode {
  switch (standing.kind) {
    case "paused":
      return (
        <>
          {pause?.by && `by ${pause.by}, `}
          {standing.until ? (
            <>
              ends <Time at={standing.until} />
            </>
          ) : (
            "until it is lifted"
          )}
          : {standing.reason}
        </>
      );
    case "retry_after":
      return (
        <>
          by Retry-After; asked again <Time at={standing.until} />
        </>
      );
    case "rate_limited":
    case "no_answer":
      return (
        <>
          asked again <Time at={standing.until} />
        </>
      );
    case "refusing":
    case "slowed":
      return slowdownMs === 0 ? null : `${formatDuration(slowdownMs)} more between two requests`;
    default:
      return null;
  }
}
