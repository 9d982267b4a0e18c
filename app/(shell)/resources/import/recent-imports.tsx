import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { formatNumber } from "@/lib/format";
import type { listImports } from "@/lib/imports/list-imports";
import { outcomesPath } from "./search-params";

/** The newest imports, each with its counts. */
export function RecentImports({ imports }: { imports: Awaited<ReturnType<typeof listImports>> }) {
  return (
    <Section title="Recent imports">
      {imports.length === 0 ? (
        <p className="text-muted text-sm">None yet. Each import stays readable here, line by line.</p>
      ) : (
        <ul className="text-sm">
          {imports.map(({ id, fileName, createdAt, collection, createdCount, existingCount, refusedCount }) => (
            <li key={id} className="border-b pb-2 not-first:pt-2">
              <Link href={toRoute(outcomesPath(id))} className="link break-all">
                {fileName}
              </Link>
              <div className="text-muted text-xs">
                {collection.name} · <Time at={createdAt} />
              </div>
              <div className="text-muted text-xs">
                {formatNumber(createdCount)} added, {formatNumber(existingCount)} there already,{" "}
                {formatNumber(refusedCount)} refused
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
