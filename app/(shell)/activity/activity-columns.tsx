import { clsx } from "clsx";
import type { Column } from "@/components/table/columns";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Time } from "@/components/ui/time";
import { UrlText } from "@/components/ui/url-text";
import type { ActivityRow } from "@/lib/activity/list-activity";
import { type Change, changesBetween } from "./changes";
import { subjectPath } from "./subject-path";

/** The columns of /activity. */
export const ACTIVITY_COLUMNS: readonly Column<ActivityRow>[] = [
  { id: "at", header: "When", width: "6.5rem", cell: (row) => <Time at={row.at} /> },
  { id: "actor", header: "Who or what", width: "10rem", cell: (row) => <Who row={row} /> },
  { id: "what", header: "Did", phone: "title", cell: (row) => <What row={row} /> },
  { id: "change", header: "Change and reason", width: "34%", cell: (row) => <Why row={row} /> },
  {
    id: "run",
    header: "Run",
    width: "4rem",
    align: "end",
    cell: (row) =>
      row.runId && (
        <Link
          href={toRoute(`/runs/${row.runId}`)}
          className="link text-xs"
          aria-label={`Run of ${row.sentence} ${row.subjectName}`}
        >
          run
        </Link>
      ),
  },
];

/** Bulk actions by the words on their buttons. */
const BULK_NAMES: Readonly<Record<string, string>> = { check: "Check now", snapshot: "Archive now" };

function Who({ row }: { row: ActivityRow }) {
  const isPerson = row.actorKind === "user";
  return (
    <span className={clsx("block truncate", !isPerson && "text-muted")} title={row.actorName}>
      {row.actorName}
      {row.actorKind !== "user" && row.actorKind !== "system" && (
        <span className="ml-1.5 text-faint text-xs">{row.actorKind}</span>
      )}
    </span>
  );
}

function What({ row }: { row: ActivityRow }) {
  const path = subjectPath(row);
  const name = BULK_NAMES[row.subjectKind === "bulk" ? row.subjectName : ""] ?? (row.subjectName || row.subjectId);
  const subject = /^https?:/.test(name) ? <UrlText url={name} className="inline! align-baseline" /> : name;
  return (
    <span className="block truncate">
      <span className="text-muted">{row.sentence} </span>
      {path ? (
        <Link href={toRoute(path)} className="hover:underline">
          {subject}
        </Link>
      ) : (
        subject
      )}
    </span>
  );
}

function changeText({ name, before, after }: Change): string {
  const values = before === null ? after : `${before} → ${after ?? "none"}`;
  return `${name} ${values}`.trim();
}

function Why({ row }: { row: ActivityRow }) {
  const changes = changesBetween(row.before, row.after);
  const text = changes.map(changeText).join("; ");
  return (
    <span title={[row.reason, text].filter(Boolean).join(" · ")} className="block truncate text-xs">
      {row.reason && <span className="mr-2">{row.reason}</span>}
      {changes.map(({ name, before, after }) => (
        <span key={name} className="mr-2 text-muted">
          {name && <span className="text-faint">{name} </span>}
          {before && <del className="decoration-line-strong">{before}</del>}
          {before && after && " → "}
          {after && <ins className="text-ink no-underline">{after}</ins>}
        </span>
      ))}
    </span>
  );
}
