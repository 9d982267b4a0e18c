import type { Metadata } from "next";
import { LiveRefresh } from "@/components/live-refresh";
import { Banner } from "@/components/ui/banner";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { requireActor } from "@/lib/auth";
import { formatCount } from "@/lib/format";
import { getRun } from "@/lib/runs/get-run";
import { orNotFound } from "../../or-not-found";
import { functionName } from "../function-name";
import { JsonBlock } from "../json-block";
import { RunActivity } from "../run-activity";
import { RunFacts } from "../run-facts";
import { RunStatus } from "../run-status";
import { StepList } from "../step-list";

export const metadata: Metadata = { title: "Run" };

/** One run: the event that started it, its steps with their tries, and what it did. */
export default async function RunPage({ params }: { params: Promise<{ runId: string }> }) {
  await requireActor();
  const run = await orNotFound(getRun({ runId: (await params).runId }));
  return (
    <div className="flex flex-col gap-6">
      <LiveRefresh tables={["Resource", "Snapshot", "Schedule", "Activity"]} />
      <PageHeader
        parent={{ href: "/runs", label: "Runs" }}
        title={functionName(run.functionId)}
        lead={<RunStatus status={run.status} />}
      />
      {run.errorMessage && (
        <Banner kind={run.status === "failed" ? "alarm" : "pause"} title="Error">
          <span className="break-words">{run.errorMessage}</span>
        </Banner>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Section title="Steps" note={countOf(run.steps.length, "step")}>
          <StepList steps={run.steps} hasEnded={run.endedAt !== null} />
        </Section>
        <div className="flex flex-col gap-6">
          <Section title="Run">
            <RunFacts run={run} />
          </Section>
          <Section title="Event">
            <JsonBlock value={run.eventData} />
          </Section>
          <Section title="What it did" note={countOf(run.activity.length, "line")}>
            <RunActivity activity={run.activity} />
          </Section>
        </div>
      </div>
    </div>
  );
}

/** Nothing is said by its place alone. */
function countOf(count: number, one: string): string | undefined {
  return count === 0 ? undefined : formatCount(count, one);
}
