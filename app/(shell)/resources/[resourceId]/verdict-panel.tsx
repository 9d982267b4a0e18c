import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { VERDICT_COLOR, VERDICT_FILL, VerdictMark } from "@/components/status/verdict-mark";
import { ExternalLink } from "@/components/ui/external-link";
import { Time } from "@/components/ui/time";
import type { ResourceRow } from "@/lib/resources/resource-row";
import { CONFIDENCE_TEXT, CONFIDENCES, type Confidence, reasonText, VERDICT_TEXT } from "@/lib/resources/verdict";
import type { Settings } from "@/lib/settings/definitions";
import { AcknowledgedLine } from "./acknowledged-line";
import { NextCheck } from "./next-check";
import { streakSentence } from "./streak-sentence";

type VerdictPanelProps = {
  resource: ResourceRow;
  settings: Settings;
  hostState: ComponentProps<typeof NextCheck>["hostState"];
  now: Date;
  /** A button that takes the advice. */
  remedy?: ReactNode;
};

/** The verdict, why, how sure, and what comes next: to be judged in ten seconds. The exchange below proves it. */
export function VerdictPanel({ resource, settings, hostState, now, remedy }: VerdictPanelProps) {
  const { verdict, reason } = resource;
  const words = VERDICT_TEXT[verdict];
  const why = reason === null ? null : reasonText(reason);
  const streak = streakSentence({
    ...resource,
    now,
    confirmFailures: settings["checks.confirmFailures"],
    confirmSpanHours: settings["checks.confirmSpanHours"],
  });
  return (
    <section
      aria-labelledby="verdict"
      className="flex gap-3 border-l-4 py-0.5 pl-4"
      style={{ borderLeftColor: VERDICT_FILL[verdict] }}
    >
      <VerdictMark verdict={verdict} className="mt-1 size-7!" />
      <div className="min-w-0">
        <h2 id="verdict" className={clsx("font-semibold text-2xl tracking-tight", VERDICT_COLOR[verdict])}>
          {words.label}
          {why && verdict !== "valid" && <span className="ml-2 font-normal text-lg text-muted">{why.label}</span>}
          {why && verdict === "valid" && reason !== "ok" && (
            <span className="ml-2 font-normal text-lg text-muted">{why.label}</span>
          )}
        </h2>
        <p className="max-w-prose">
          {why?.meaning} {isVerdictTold(verdict, why !== null) && words.meaning}
          {resource.finalUrl && resource.finalUrl !== resource.url && (
            <>
              {" "}
              It led to <ExternalLink href={resource.finalUrl} className="break-all font-mono text-xs" />
            </>
          )}
        </p>
        {streak && <p className="max-w-prose">{streak}</p>}
        <Sureness resource={resource} />
        <p className="mt-1 max-w-prose text-muted text-sm">
          <NextCheck resource={resource} now={now} stop={stopSentence(settings)} hostState={hostState} />{" "}
          {(why ?? words).nextStep}
        </p>
        <AcknowledgedLine resource={resource} now={now} />
        {remedy && <div className="mt-2">{remedy}</div>}
      </div>
    </section>
  );
}

/** A reason to be valid or not asked says it all. */
function isVerdictTold(verdict: ResourceRow["verdict"], hasReason: boolean): boolean {
  return !hasReason || (verdict !== "valid" && verdict !== "unchecked");
}

const SURE: Record<Confidence, string> = { high: "Quite sure", medium: "Fairly sure", low: "Not sure" };

/** How far the verdict can be trusted, and since when it is the same. Older checks did not say. */
function Sureness({ resource: { verdict, confidence, verdictSince } }: { resource: ResourceRow }) {
  // Nothing was asked, so no answer can be in doubt.
  const sure = verdict === "unchecked" ? undefined : CONFIDENCES.find((each) => each === confidence);
  if (!sure && !verdictSince) return null;
  return (
    <p className="max-w-prose">
      {sure && (
        <>
          <strong className="font-medium">{SURE[sure]}.</strong> {CONFIDENCE_TEXT[sure]}{" "}
        </>
      )}
      {verdictSince && (
        <>
          This verdict began <Time at={verdictSince} />.
        </>
      )}
    </p>
  );
}

function stopSentence(settings: Settings): string | null {
  if (settings["traffic.isPaused"]) return "All outgoing traffic is paused, checks too.";
  return settings["checks.isOn"] ? null : "Checks are switched off in the settings.";
}
