import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { formatNumber } from "@/lib/format";
import type { Queue } from "@/lib/snapshots/get-queue";
import { queryPath } from "./search-params";

/** Why anything waits: each reason with its number, which leads to the rows, and when it ends. */
export function WaitList({ waits }: { waits: Queue["waits"] }) {
  return (
    <Section title="Why anything waits">
      {waits.length === 0 ? (
        <p className="text-muted text-sm">Nothing waits.</p>
      ) : (
        <ul className="-mt-3">
          {waits.map((wait) => (
            <li key={wait.code} className="flex gap-3 border-b py-2 text-sm">
              <Link
                href={toRoute(queryPath(wait.query))}
                className="w-12 shrink-0 text-right font-medium underline-offset-4 hover:underline"
              >
                {formatNumber(wait.count)}
                <span className="sr-only"> {wait.count === 1 ? "snapshot" : "snapshots"}</span>
              </Link>
              <span className="min-w-0">
                {wait.sentence} <Until wait={wait} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Until({ wait: { from, until, count, code } }: { wait: Queue["waits"][number] }) {
  if (from === null || until === null) return null;
  const isSpread = count > 1 && until.getTime() - from.getTime() > 60_000;
  return (
    <span className="text-muted">
      {isSpread ? (
        <>
          The first <Time at={from} past="any moment" />, the last <Time at={until} />.
        </>
      ) : (
        <>
          {code === "look_up" ? "Asked" : "On"} <Time at={from} past="any moment" />.
        </>
      )}
    </span>
  );
}
