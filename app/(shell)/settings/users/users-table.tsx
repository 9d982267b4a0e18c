"use client";

import { useMemo } from "react";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import type { UserRow } from "@/lib/users/list-users";
import type { CollectionChoice } from "./collection-boxes";
import { EditorCollections } from "./editor-collections";
import { RoleSelect } from "./role-select";
import { UserMenu } from "./user-menu";

type UsersTableProps = { users: readonly UserRow[]; collections: readonly CollectionChoice[]; ownId: string };

/** Everybody with an account. */
export function UsersTable({ users, collections, ownId }: UsersTableProps) {
  const columns = useMemo(() => columnsFor(collections, ownId), [collections, ownId]);
  return (
    <DataTable
      label="People"
      rows={users}
      columns={columns}
      rowId={(user) => user.id}
      empty={<EmptyState title="Nobody has an account yet" />}
      isRoomy
    />
  );
}

function columnsFor(collections: readonly CollectionChoice[], ownId: string): Column<UserRow>[] {
  return [
    {
      id: "person",
      header: "Person",
      phone: "title",
      cell: (user) => (
        <>
          <span className="font-medium">{user.name || user.email}</span>
          {user.name && <span className="ml-2 text-muted">{user.email}</span>}
          {user.id === ownId && <span className="ml-2 text-faint text-xs">you</span>}
        </>
      ),
    },
    { id: "state", header: "State", width: "9rem", cell: (user) => <State user={user} /> },
    {
      id: "role",
      header: "Role",
      width: "8rem",
      cell: (user) => <RoleSelect userId={user.id} name={user.email} role={user.role} isOwn={user.id === ownId} />,
    },
    {
      id: "collections",
      header: "Edits in",
      phoneLabel: "edits",
      width: "13rem",
      cell: (user) => <EditorCollections user={user} collections={collections} />,
    },
    {
      id: "signedIn",
      header: "Last sign-in",
      phoneLabel: "signed in",
      width: "8rem",
      cell: (user) => <Time at={user.signedInAt} empty="signed out" />,
    },
    {
      id: "menu",
      header: "More",
      isHeaderHidden: true,
      width: "3rem",
      align: "end",
      phone: "end",
      cell: (user) => <UserMenu user={user} isOwn={user.id === ownId} />,
    },
  ];
}

function State({ user }: { user: UserRow }) {
  if (user.disabledAt) return <Badge tone="unchecked">Switched off</Badge>;
  if (user.mustChangePassword) return <Badge tone="failing">One-time password</Badge>;
  return <Badge tone="valid">Active</Badge>;
}
