import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title="Runs" lead="What the engine started: each event, its run, and the steps with their tries." />
      <Skeleton className="mt-4 mb-2 h-7 w-60" />
      <TableSkeleton rows={20} />
    </>
  );
}
