import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title="Activity" lead="Who or what did what, when and why. Nothing here is ever changed." />
      <Skeleton className="mt-4 mb-2 h-7 w-96 max-w-full" />
      <TableSkeleton rows={20} />
    </>
  );
}
