import { clsx } from "clsx";

/** A place that something will take; give it that thing's size, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={clsx("block animate-breathe rounded-sm bg-sunken", className)} />;
}

/** Rows of a table to be; the same height as the real ones. */
export function TableSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="border-t">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={index} className="flex h-8 items-center gap-4 border-b px-2">
          <Skeleton className="h-3 w-4" />
          <Skeleton className={clsx("h-3", index % 3 === 0 ? "w-2/5" : index % 3 === 1 ? "w-1/3" : "w-1/2")} />
          <Skeleton className="ml-auto h-3 w-16" />
          <Skeleton className="hidden h-3 w-24 sm:block" />
        </div>
      ))}
    </div>
  );
}
