import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title="Wayback" lead="Snapshots of resources by the Wayback Machine of the Internet Archive." />
      <Skeleton className="mt-4 h-24" />
      <Skeleton className="mt-4 h-36" />
      <Skeleton className="mt-4 mb-2 h-7 w-96 max-w-full" />
      <TableSkeleton rows={14} />
    </>
  );
}
