import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title="Hosts" lead="How checks treat each host, what it answers, and what was decided for it." />
      <Skeleton className="mt-4 mb-2 h-7 w-96 max-w-full" />
      <TableSkeleton rows={14} />
    </>
  );
}
