import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { Link } from "@/components/ui/link";
import { toRoute } from "@/components/ui/route";
import type { TableSort } from "./columns";

type SortHeaderProps = { label: string; sortKey: string; sort: TableSort; isAtEnd?: boolean };

/** The head of a sortable column: a link to the same list, sorted by it; a second press turns it round. */
export function SortHeader({ label, sortKey, sort, isAtEnd = false }: SortHeaderProps) {
  const isCurrent = sort.key === sortKey;
  const Arrow = isCurrent && sort.isDescending ? ArrowDown : ArrowUp;
  return (
    <Link
      href={toRoute(sort.hrefFor(sortKey, isCurrent && !sort.isDescending))}
      scroll={false}
      replace
      className={clsx(
        "group inline-flex items-center gap-1 hover:text-ink",
        isCurrent && "text-ink",
        isAtEnd && "flex-row-reverse",
      )}
    >
      {label}
      <Arrow
        aria-hidden="true"
        className={clsx(
          "size-3.5",
          isCurrent ? "text-accent" : "opacity-0 group-hover:opacity-50 group-focus-visible:opacity-50",
        )}
      />
    </Link>
  );
}
