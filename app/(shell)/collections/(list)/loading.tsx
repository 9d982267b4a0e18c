import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeleton";

export default function LoadingCollections() {
  return (
    <>
      <PageHeader title="Collections" lead="Counting by verdict …" />
      <div className="mt-4">
        <TableSkeleton rows={6} />
      </div>
    </>
  );
}
