import { clsx } from "clsx";
import { VERDICT_NAMES, VerdictMark, verdictLabel } from "@/components/status/verdict-mark";
import type { Column } from "@/components/table/columns";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { formatCount, formatNumber, formatShare } from "@/lib/format";
import { hostPath } from "@/lib/hosts/host-name";
import type { HostRow } from "@/lib/hosts/host-rows";
import { isMostlyRefused } from "@/lib/hosts/query";
import { resourcesPath } from "../resources/search-params";
import { learnedWords, ruleWords } from "./rule-words";
import { StandingDetail, StandingMark } from "./standing-text";

/** The columns of /hosts. */
export const HOST_COLUMNS: readonly Column<HostRow>[] = [
  { id: "host", header: "Host", sortKey: "host", phone: "title", cell: HostCell },
  { id: "standing", header: "State", width: "15.5rem", cell: StandingCell },
  { id: "resources", header: "Resources", sortKey: "resources", width: "6.5rem", align: "end", cell: TotalCell },
  { id: "trouble", header: "In trouble", sortKey: "trouble", width: "8.5rem", cell: TroubleCell },
  {
    id: "refused",
    header: "Refused",
    sortKey: "refused",
    width: "5.5rem",
    align: "end",
    cell: RefusedCell,
  },
  { id: "known", header: "Rule and learned", width: "13rem", cell: KnownCell },
  { id: "asked", header: "Asked", sortKey: "asked", width: "6rem", cell: AskedCell },
];

function HostCell({ host, incident }: HostRow) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Link
        href={toRoute(hostPath(host))}
        title={host}
        className="truncate font-medium text-ink decoration-line-strong underline-offset-2 hover:underline"
      >
        {host}
      </Link>
      {incident && <Badge tone="broken">incident</Badge>}
    </span>
  );
}

function StandingCell(row: HostRow) {
  return (
    <span className="block min-w-0">
      <StandingMark kind={row.standing.kind} />
      <span className="line-clamp-1 whitespace-normal text-muted text-xs" title={row.standing.reason ?? undefined}>
        <StandingDetail {...row} />
      </span>
    </span>
  );
}

function TotalCell({ host, resources: { total } }: HostRow) {
  return (
    <Link href={toRoute(resourcesPath({ host }))} className="hover:underline">
      {formatNumber(total)}
      <span className="sm:sr-only"> {total === 1 ? "resource" : "resources"}</span>
    </Link>
  );
}

const TROUBLES = VERDICT_NAMES.filter((verdict) => verdict !== "valid" && verdict !== "unchecked");

function TroubleCell({ host, resources: { byVerdict } }: HostRow) {
  const troubles = TROUBLES.filter((verdict) => byVerdict[verdict] > 0);
  if (troubles.length === 0) return <span className="text-faint max-sm:hidden">none</span>;
  return (
    <span className="flex flex-wrap gap-x-2.5">
      {troubles.map((verdict) => (
        <Link
          key={verdict}
          href={toRoute(resourcesPath({ host, verdict: [verdict] }))}
          title={`${formatCount(byVerdict[verdict], "resource")} ${verdictLabel(verdict).toLowerCase()}`}
          className="inline-flex items-center gap-1 hover:underline"
        >
          <VerdictMark verdict={verdict} isLabelled />
          {formatNumber(byVerdict[verdict])}
        </Link>
      ))}
    </span>
  );
}

function RefusedCell(row: HostRow) {
  if (row.recentCount === 0) return <span className="text-faint max-sm:hidden">–</span>;
  return (
    <span
      className={clsx(isMostlyRefused(row) && "font-medium text-blocked", row.recentBlocked === 0 && "max-sm:hidden")}
      title={`${formatNumber(row.recentBlocked)} of ${formatCount(row.recentCount, "check")} of late`}
    >
      <span className="sm:hidden">refused </span>
      {formatShare(row.recentBlocked, row.recentCount)}
    </span>
  );
}

function AskedCell({ lastAskedAt }: HostRow) {
  if (lastAskedAt === null) return <span className="text-faint max-sm:hidden">never</span>;
  return (
    <>
      <span className="text-muted sm:hidden">asked </span>
      <Time at={lastAskedAt} />
    </>
  );
}

function KnownCell({ rule, learned }: HostRow) {
  const known = learnedWords(learned).join("; ");
  if (rule === null && known === "") return <span className="text-faint max-sm:hidden">–</span>;
  const said = rule === null ? "" : ruleWords(rule).join("; ");
  return (
    <span className="block min-w-0 text-xs">
      {rule && (
        <span className="block truncate" title={`Rule: ${said}. ${rule.reason}`}>
          <span className="font-medium">Rule:</span> {said}
          {rule.expiresAt && (
            <>
              , ends <Time at={rule.expiresAt} />
            </>
          )}
        </span>
      )}
      {known && (
        <span className="block truncate text-muted" title={known}>
          {known}
        </span>
      )}
    </span>
  );
}
