import type { Evidence } from "@/lib/checks/evidence";
import { formatDuration } from "@/lib/format";

type Timing = Evidence["timing"];

/** From the first packet to the last; the ground grows darker as the exchange goes on. */
const PHASES: readonly { key: Exclude<keyof Timing, "totalMs">; label: string; fill: string }[] = [
  { key: "dnsMs", label: "name look-up", fill: "color-mix(in oklab, var(--color-accent) 30%, var(--color-surface))" },
  { key: "connectMs", label: "connection", fill: "color-mix(in oklab, var(--color-accent) 45%, var(--color-surface))" },
  { key: "tlsMs", label: "encryption", fill: "color-mix(in oklab, var(--color-accent) 60%, var(--color-surface))" },
  {
    key: "headersMs",
    label: "waiting for the answer",
    fill: "color-mix(in oklab, var(--color-accent) 80%, var(--color-surface))",
  },
  { key: "bodyMs", label: "reading the page", fill: "var(--color-accent)" },
];

/** Less than this beside the final request is our own work. */
const TOLD_MS = 50;

/** Where the time of the final request went; phases that there were not are left out. */
export function TimingBar({ timing }: { timing: Timing }) {
  const parts = PHASES.flatMap((phase) => {
    const ms = timing[phase.key];
    return ms === null ? [] : [{ ...phase, ms }];
  });
  if (parts.length === 0) return null;
  const restMs = timing.totalMs - parts.reduce((sum, { ms }) => sum + ms, 0);
  return (
    <div className="text-sm">
      <span aria-hidden="true" className="flex h-2.5 w-full gap-px overflow-hidden rounded-sm bg-sunken">
        {parts.map(({ key, ms, fill }) => (
          <span key={key} className="min-w-0.5" style={{ flexGrow: ms, background: fill }} />
        ))}
      </span>
      <ul aria-label="Time of the final request" className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
        {parts.map(({ key, label, ms, fill }) => (
          <li key={key} className="flex items-center gap-1.5">
            <span aria-hidden="true" className="size-2 rounded-[2px]" style={{ background: fill }} />
            <span className="text-muted">{label}</span> {formatDuration(ms)}
          </li>
        ))}
        {restMs >= TOLD_MS && (
          <li>
            <span className="text-muted">before it: other requests, and our turn at the host</span>{" "}
            {formatDuration(restMs)}
          </li>
        )}
      </ul>
    </div>
  );
}
