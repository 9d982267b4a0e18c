"use client";

import { useMemo } from "react";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import type { TokenRow } from "@/lib/tokens/list-tokens";
import { RevokeTokenButton } from "./revoke-token-button";

type TokensTableProps = { tokens: readonly TokenRow[]; now: Date; showsOwner: boolean };

/** Tokens, revoked ones included; admins see whose they are. */
export function TokensTable({ tokens, now, showsOwner }: TokensTableProps) {
  const columns = useMemo(() => columnsAt(now), [now]);
  return (
    <DataTable
      label="Tokens"
      rows={tokens}
      columns={columns}
      rowId={(token) => token.id}
      hiddenColumns={showsOwner ? [] : ["owner"]}
      empty={
        <EmptyState title="No tokens yet">
          <p>
            A token lets another system, such as a publishing tool, add resources and read their state over the API.
          </p>
        </EmptyState>
      }
    />
  );
}

function columnsAt(now: Date): Column<TokenRow>[] {
  return [
    {
      id: "name",
      header: "Name",
      phone: "title",
      cell: (token) => (
        <>
          <span className="font-medium">{token.name}</span>
          <code className="ml-2 font-mono text-faint text-xs">{token.hint}…</code>
        </>
      ),
    },
    { id: "state", header: "State", width: "7rem", cell: (token) => <State token={token} now={now} /> },
    { id: "scopes", header: "May", phoneLabel: "may", width: "8rem", cell: (token) => token.scopes.join(", ") },
    { id: "owner", header: "Owner", width: "14rem", cell: (token) => token.user.email },
    {
      id: "used",
      header: "Last used",
      phoneLabel: "used",
      width: "8rem",
      cell: (token) => <Time at={token.lastUsedAt} empty="never" />,
    },
    {
      id: "expires",
      header: "Expires",
      phoneLabel: "expires",
      width: "8rem",
      cell: (token) => <Time at={token.expiresAt} empty="never" />,
    },
    {
      id: "revoke",
      header: "Revoke",
      isHeaderHidden: true,
      width: "6rem",
      align: "end",
      phone: "end",
      cell: (token) => (token.revokedAt ? null : <RevokeTokenButton tokenId={token.id} name={token.name} />),
    },
  ];
}

function State({ token, now }: { token: TokenRow; now: Date }) {
  if (token.revokedAt) return <Badge tone="unchecked">Revoked</Badge>;
  if (token.expiresAt && token.expiresAt < now) return <Badge tone="failing">Expired</Badge>;
  if (token.user.disabledAt) return <Badge tone="failing">Owner is off</Badge>;
  return <Badge tone="valid">Works</Badge>;
}
