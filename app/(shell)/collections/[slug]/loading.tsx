import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

/** The places of title, numbers and rows. */
export default function LoadingCollection() {
  return (
    <>
      <Skeleton className="h-4 w-24" />
      <Skeleton className="mt-2 h-6 w-64" />
      <div className="mt-6 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4 lg:grid-cols-7">
        {["a", "b", "c", "d", "e", "f", "g"].map((key) => (
          <Skeleton key={key} className="h-16" />
        ))}
      </div>
      <div className="mt-12">
        <TableSkeleton rows={10} />
      </div>
    </>
  );
}
