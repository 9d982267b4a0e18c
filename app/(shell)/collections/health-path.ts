import type { VerdictCounts } from "@/lib/resources/count-verdicts";
import type { Verdict } from "@/lib/resources/verdict";
import { resourcesPath } from "../resources/search-params";

/** Which resources numbers are of: one collection, maybe with those inside it; all without one. */
export type HealthScope = { slug?: string; isRolledUp?: boolean };

/** The rows of a number: those with these verdicts that nobody has acknowledged. */
export function openPath(
  { slug = "", isRolledUp = false }: HealthScope,
  verdict: Verdict[],
  { acknowledged }: Pick<VerdictCounts, "acknowledged">,
): string {
  const isSplit = verdict.some((each) => acknowledged[each] > 0);
  return resourcesPath({ collection: slug, inside: isRolledUp, verdict, acknowledged: isSplit ? "no" : null });
}

/** The rows of the number of acknowledged ones. */
export function acknowledgedPath({ slug = "", isRolledUp = false }: HealthScope): string {
  return resourcesPath({ collection: slug, inside: isRolledUp, acknowledged: "yes" });
}

/** All rows. */
export function allPath({ slug = "", isRolledUp = false }: HealthScope): string {
  return resourcesPath({ collection: slug, inside: isRolledUp });
}
