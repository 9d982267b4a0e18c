import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title="Overview" />
      <div className="grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,13fr)_minmax(0,8fr)]">
        <div className="flex flex-col gap-8">
          <Skeleton className="h-72" />
          <Skeleton className="h-28" />
        </div>
        <div className="flex flex-col gap-8">
          <Skeleton className="h-28" />
          <Skeleton className="h-44" />
        </div>
      </div>
      <Skeleton className="h-56" />
    </div>
  );
}
