import type { Metadata } from "next";
import { Section } from "@/components/ui/section";
import { requireActor } from "@/lib/auth";
import { listCollectionNames } from "@/lib/collections/list-collection-names";
import { formatCount } from "@/lib/format";
import { listUsers } from "@/lib/users/list-users";
import { AddUserDialog } from "./add-user-dialog";
import { UsersTable } from "./users-table";

export const metadata: Metadata = { title: "People" };

export default async function UsersPage() {
  const actor = await requireActor("admin");
  const [users, collections] = await Promise.all([listUsers(), listCollectionNames()]);
  const choices = collections.map(({ id, name }) => ({ id, name }));
  return (
    <Section
      title="People"
      note={formatCount(users.length, "account")}
      actions={<AddUserDialog collections={choices} />}
    >
      <div className="-mt-3">
        <UsersTable users={users} collections={choices} ownId={actor.id} />
      </div>
    </Section>
  );
}
