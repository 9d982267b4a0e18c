import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title="Wayback" lead="Removal requests." />
      <Skeleton className="mt-6 mb-2 h-7 w-96 max-w-full" />
      <TableSkeleton rows={8} />
    </>
  );
}
