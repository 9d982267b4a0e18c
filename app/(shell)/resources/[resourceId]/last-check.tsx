import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { type LastCheck as Check, findLastCheck } from "@/lib/checks/find-last-check";
import { formatDuration } from "@/lib/format";
import type { ResourceRow } from "@/lib/resources/resource-row";
import { EvidenceFacts } from "./evidence-facts";
import { Exchange } from "./exchange";

/** What the last check asked, and what came back: the proof of the verdict. */
export async function LastCheck({ resource }: { resource: ResourceRow }) {
  const check = await findLastCheck({ resourceId: resource.id, urlVersion: resource.urlVersion });
  if (check === null) {
    return (
      <Section title="Last check">
        <p className="text-muted text-sm">
          Nothing was asked of this address yet. What the host answers will stand here, request by request.
        </p>
      </Section>
    );
  }
  return (
    <Section title="Last check" note={<CheckNote check={check} />}>
      {check.evidence ? (
        <div className="flex flex-col gap-4">
          <Exchange evidence={check.evidence} />
          <EvidenceFacts evidence={check.evidence} />
        </div>
      ) : (
        <p className="text-muted text-sm">
          Another version of Holdfast wrote down what this check saw, in a form that this one can’t read.
        </p>
      )}
    </Section>
  );
}

const TRIGGER: Record<string, string> = {
  schedule: "by schedule",
  person: "somebody asked for it",
  import: "after an import",
  edit: "after an edit",
  api: "asked for by the API",
};

function CheckNote({ check }: { check: Check }) {
  return (
    <>
      <Time at={check.startedAt} /> · took {formatDuration(check.durationMs)}
      {TRIGGER[check.trigger] && ` · ${TRIGGER[check.trigger]}`}
    </>
  );
}
