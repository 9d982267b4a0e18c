import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <Skeleton className="h-12 w-96 max-w-full" />
      <Skeleton className="mt-6 mb-6 h-24" />
      <TableSkeleton rows={8} />
    </>
  );
}
