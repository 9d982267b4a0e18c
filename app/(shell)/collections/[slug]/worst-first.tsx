import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { listWorst, TROUBLED } from "@/lib/reports/list-worst";
import { resourcesPath } from "../../resources/search-params";
import { toTableRow } from "../../resources/table-row";
import type { HealthScope } from "../health-path";
import { WorstTable } from "./worst-table";

const SHOWN = 20;

type WorstFirstProps = { scope: HealthScope; collectionIds: readonly string[]; now: Date };

/** What is broken, and what may become so, the longest first; without what somebody has acknowledged. */
export async function WorstFirst({ scope, collectionIds, now }: WorstFirstProps) {
  const rows = await listWorst({ collectionIds, limit: SHOWN, now });
  const all = resourcesPath({
    ...{ collection: scope.slug, inside: scope.isRolledUp, verdict: [...TROUBLED] },
    ...{ acknowledged: "no", sort: "verdict" },
  });
  return (
    <Section
      title="Worst first"
      note={
        rows.length > 0 && (
          <Link className="link" href={toRoute(all)}>
            {rows.length < SHOWN ? "Open as a list" : "All of them"}
          </Link>
        )
      }
    >
      {rows.length === 0 ? (
        <p className="text-muted">Nothing is broken, failing or unreachable, or somebody has acknowledged it.</p>
      ) : (
        <WorstTable rows={rows.map((row) => toTableRow(row, now))} />
      )}
    </Section>
  );
}
