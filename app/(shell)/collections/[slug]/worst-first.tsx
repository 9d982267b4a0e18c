import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { listResources } from "@/lib/resources/list-resources";
import type { Verdict } from "@/lib/resources/verdict";
import { resourcesPath } from "../../resources/search-params";
import { toTableRow } from "../../resources/table-row";
import { WorstTable } from "./worst-table";

const SHOWN = 20;
const TROUBLED: Verdict[] = ["broken", "unreachable", "failing"];

/** The resources that have failed the most times in a row. */
export async function WorstFirst({ slug }: { slug: string }) {
  const { rows, nextCursor } = await listResources({
    query: { collection: slug, verdict: TROUBLED, sort: "streak", isDescending: true },
    page: { limit: SHOWN },
  });
  return (
    <Section
      title="Worst first"
      note={
        rows.length > 0 && (
          <Link className="link" href={toRoute(resourcesPath({ collection: slug, verdict: TROUBLED, sort: "streak" }))}>
            {nextCursor === null ? "Open as a list" : "All of them"}
          </Link>
        )
      }
    >
      {rows.length === 0 ? (
        <p className="text-muted">None of its resources is broken, failing or unreachable.</p>
      ) : (
        <WorstTable rows={rows.map(toTableRow)} />
      )}
    </Section>
  );
}
