import { Verdict } from "@/components/status/verdict-mark";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { findCheck } from "@/lib/checks/find-check";
import { findLastCheck, type ShownCheck } from "@/lib/checks/find-last-check";
import { formatDuration } from "@/lib/format";
import type { ResourceRow } from "@/lib/resources/resource-row";
import { reasonText } from "@/lib/resources/verdict";
import { EvidenceFacts } from "./evidence-facts";
import { Exchange } from "./exchange";
import { RunLink } from "./run-link";
import { evidencePath } from "./search-params";
import { TimingBar } from "./timing-bar";

type EvidenceSectionProps = {
  resource: ResourceRow;
  /** Of the check that a link asked for; null for the newest. */
  checkId: string | null;
};

/** What a check asked, and what came back: the proof of its verdict. */
export async function EvidenceSection({ resource, checkId }: EvidenceSectionProps) {
  const { id: resourceId, urlVersion } = resource;
  const [newest, chosen] = await Promise.all([
    findLastCheck({ resourceId, urlVersion }),
    checkId === null ? null : findCheck({ resourceId, checkId }),
  ]);
  const check = chosen ?? newest;
  const isEarlier = check !== null && check.id !== newest?.id;
  return (
    <Section
      title={isEarlier ? "Evidence of an earlier check" : "Evidence of the last check"}
      className="scroll-mt-4"
      id="evidence"
      note={check && <CheckNote check={check} />}
      actions={
        isEarlier && (
          <Link className="link text-sm" href={toRoute(evidencePath(resourceId, null))}>
            Show the last check
          </Link>
        )
      }
    >
      {checkId !== null && chosen === null && (
        <p className="mb-3 text-sm">The check of this link is not kept any more. This is the last one.</p>
      )}
      {check === null ? (
        <p className="text-muted text-sm">
          Nothing was asked of this address yet. What the host answers will stand here, request by request.
        </p>
      ) : (
        <Proof check={check} isEarlier={isEarlier} isOldAddress={check.urlVersion < urlVersion} />
      )}
    </Section>
  );
}

function Proof({ check, isEarlier, isOldAddress }: { check: ShownCheck; isEarlier: boolean; isOldAddress: boolean }) {
  const { evidence, verdict, reason } = check;
  return (
    <div className="flex flex-col gap-4">
      {isEarlier && (
        <p className="flex flex-wrap items-center gap-x-3 text-sm">
          <Verdict verdict={verdict} note={reasonText(reason).label} />
          {isOldAddress && <span className="text-muted">at the earlier address</span>}
        </p>
      )}
      {evidence ? (
        <>
          <Exchange evidence={evidence} />
          <TimingBar timing={evidence.timing} />
          <EvidenceFacts evidence={evidence} />
        </>
      ) : (
        <p className="text-muted text-sm">
          Another version of Holdfast wrote down what this check saw, in a form that this one can’t read.
        </p>
      )}
    </div>
  );
}

const TRIGGER: Record<string, string> = {
  schedule: "by schedule",
  person: "somebody asked for it",
  import: "after an import",
  edit: "after an edit",
  api: "asked for by the API",
};

function CheckNote({ check }: { check: ShownCheck }) {
  return (
    <span className="flex flex-wrap gap-x-1">
      <Time at={check.startedAt} /> · took {formatDuration(check.durationMs)}
      {TRIGGER[check.trigger] && ` · ${TRIGGER[check.trigger]}`} <RunLink runId={check.runId} />
    </span>
  );
}
