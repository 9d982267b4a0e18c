import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

/** The page's own places, so that nothing jumps when the rows come. */
export default function LoadingResources() {
  return (
    <>
      <PageHeader title="Resources" actions={<Skeleton className="h-8 w-56" />} />
      <div className="mt-4 flex flex-wrap gap-1.5 pb-2">
        <Skeleton className="h-7 w-72" />
        <Skeleton className="h-7 w-96" />
      </div>
      <TableSkeleton rows={18} />
    </>
  );
}
