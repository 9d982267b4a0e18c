import type { Metadata } from "next";
import { LiveRefresh } from "@/components/live-refresh";
import { PageHeader } from "@/components/ui/page-header";
import { hasRole, mayEdit } from "@/lib/actor";
import { requireActor } from "@/lib/auth";
import { listDeleted } from "@/lib/resources/list-deleted";
import { DeletedTable } from "./deleted-table";

export const metadata: Metadata = { title: "Recently deleted" };

/** What was deleted of late, and the way back. */
export default async function DeletedPage() {
  const actor = await requireActor();
  const rows = await listDeleted({ now: new Date() });
  const isAdmin = hasRole(actor, "admin");
  return (
    <>
      <LiveRefresh tables={["Resource"]} />
      <PageHeader
        parent={{ href: "/resources", label: "Resources" }}
        title="Recently deleted"
        lead="The newest 200. Editors restore what is not permanent yet; admins restore anything."
      />
      <div className="mt-4">
        <DeletedTable
          rows={rows.map(({ isPermanent, collectionId, ...row }) => ({
            ...row,
            canRestore: mayEdit(actor, collectionId) && (isAdmin || !isPermanent),
          }))}
        />
      </div>
    </>
  );
}
