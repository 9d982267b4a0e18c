import type { ReportLine } from "@/lib/reports/get-collection-report";
import { type Health, healthOf } from "@/lib/reports/health";
import type { VerdictCounts } from "@/lib/resources/count-verdicts";
import { isDescending, type ReportSearch } from "./search-params";

/** What one row of the report shows; the rest stays on the server. */
export type CollectionLine = {
  id: string;
  slug: string;
  name: string;
  /** Named before the collection where the tree doesn't show it. */
  parentName: string | null;
  /** How deep it stands in the tree that is shown. */
  depth: number;
  isCheckingOn: boolean;
  isSnapshotting: boolean;
  /** The report is asked for with the collections inside. */
  isInside: boolean;
  /** The numbers are with those of the collections inside. */
  isRolledUp: boolean;
  counts: VerdictCounts;
};

type Order = Pick<ReportSearch, "sort" | "down" | "inside">;
type Sortable = Pick<ReportLine, "id" | "name" | "parentId" | "rolledUp"> & VerdictCounts;

/**
 * The rows of the report. With the collections inside, a tree: the worst of each level first, what is inside a collection below it. Without, a
 * plain list. `rootId`: only what is inside this collection.
 */
export function toCollectionLines(
  lines: readonly ReportLine[],
  order: Order,
  rootId: string | null = null,
): CollectionLine[] {
  const shown = rootId === null ? lines : lines.filter(({ id }) => id !== rootId && isWithin(lines, rootId, id));
  const placed = order.inside
    ? walk(shown, rootId, order, 0)
    : sorted(shown, order).map((line) => ({ line, depth: 0 }));
  return placed.map(({ line, depth }) => {
    const { id, slug, name, isCheckingOn, isSnapshotting, parent, parentId } = line;
    const parentName = order.inside || parentId === rootId ? null : (parent?.name ?? null);
    const isRolledUp = order.inside && line.subtree.length > 1;
    return {
      id,
      slug,
      name,
      parentName,
      depth,
      isCheckingOn,
      isSnapshotting,
      isRolledUp,
      isInside: order.inside,
      counts: countsOf(line, order),
    };
  });
}

/** The numbers of a collection as the report is asked for them. */
export function countsOf(line: Pick<ReportLine, "rolledUp"> & VerdictCounts, { inside }: Pick<Order, "inside">) {
  const { total, byVerdict, acknowledged } = inside ? line.rolledUp : line;
  return { total, byVerdict, acknowledged };
}

function isWithin(lines: readonly ReportLine[], rootId: string, id: string): boolean {
  return lines.find((line) => line.id === rootId)?.subtree.includes(id) ?? false;
}

type Placed = { line: ReportLine; depth: number };

function walk(lines: readonly ReportLine[], parentId: string | null, order: Order, depth: number): Placed[] {
  const level = lines.filter((line) => line.parentId === parentId);
  return sorted(level, order).flatMap((line) => [{ line, depth }, ...walk(lines, line.id, order, depth + 1)]);
}

/** In the order that the address asks for; equal ones by name. */
export function sorted<Line extends Sortable>(lines: readonly Line[], order: Order): Line[] {
  const turn = isDescending(order) ? -1 : 1;
  const health = new Map(lines.map((line) => [line.id, healthOf(countsOf(line, order))]));
  const compare = (a: Line, b: Line) => {
    if (order.sort === "name") return a.name.localeCompare(b.name);
    const [x, y] = [health.get(a.id), health.get(b.id)];
    if (!x || !y) return 0;
    return order.sort === "total"
      ? x.total - y.total
      : share(x, ["broken"]) - share(y, ["broken"]) || doubt(x) - doubt(y);
  };
  return [...lines].sort((a, b) => turn * compare(a, b) || a.name.localeCompare(b.name));
}

/** Share of the checked ones; what holds nothing that was checked comes after all others. */
function share({ checked, open }: Health, verdicts: readonly (keyof Health["open"])[]): number {
  return checked === 0 ? -1 : verdicts.reduce((sum, verdict) => sum + open[verdict], 0) / checked;
}

/** With what is not confirmed yet. */
function doubt(health: Health): number {
  return share(health, ["broken", "unreachable", "failing"]);
}
