import type { Role } from "@/lib/actor";

/** What a token may do at most, from least to most. A wider one includes the narrower ones. */
export const SCOPES = ["read", "write", "admin"] as const;
export type Scope = (typeof SCOPES)[number];

export const SCOPE_LABELS: Record<Scope, { label: string; means: string }> = {
  read: { label: "Read", means: "Reads resources, snapshots, activity and numbers." },
  write: { label: "Write", means: "Also adds, edits, checks and archives resources, where its owner may." },
  admin: { label: "Admin", means: "Also changes collections and settings, if its owner is an admin." },
};

/** The role that a scope is worth. */
export const ROLE_OF_SCOPE: Record<Scope, Role> = { read: "viewer", write: "editor", admin: "admin" };

const RANK: Record<Role, number> = { viewer: 0, editor: 1, admin: 2 };

/** A token acts with the lesser of its widest scope and its owner's role of today. Unknown scopes count for nothing. */
export function effectiveRole(scopes: readonly string[], ownerRole: Role): Role | null {
  const widest = SCOPES.findLast((scope) => scopes.includes(scope));
  if (widest === undefined) return null;
  const granted = ROLE_OF_SCOPE[widest];
  return RANK[granted] < RANK[ownerRole] ? granted : ownerRole;
}
