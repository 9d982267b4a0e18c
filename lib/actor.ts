import { AppError } from "@/lib/errors";

/** `viewer` sees, `editor` acts in their collections, `admin` acts everywhere. */
export type Role = "viewer" | "editor" | "admin";

/** Who acts: a person, a person's token, a schedule, or the system itself. Verbs take one; browsers never make one. */
export type Actor = {
  kind: "user" | "token" | "cli" | "schedule" | "system";
  /** The user's or token's id; null for schedules and the system. */
  id: string | null;
  name: string;
  role: Role;
  /** Collections in which an editor acts; `"all"` for admins and the system. */
  editorOf: readonly string[] | "all";
};

/** The system's own hand: sweeps, schedules, step functions. */
export const SYSTEM: Actor = { kind: "system", id: null, name: "Holdfast", role: "admin", editorOf: "all" };

const RANK: Record<Role, number> = { viewer: 0, editor: 1, admin: 2 };

export function hasRole(actor: Actor, role: Role): boolean {
  return RANK[actor.role] >= RANK[role];
}

export function mayEdit(actor: Actor, collectionId: string): boolean {
  return hasRole(actor, "editor") && (actor.editorOf === "all" || actor.editorOf.includes(collectionId));
}

/** Throws FORBIDDEN unless the actor may change resources of this collection. */
export function assertMayEdit(actor: Actor, collectionId: string): void {
  if (!mayEdit(actor, collectionId)) {
    throw new AppError(
      "FORBIDDEN",
      "You may look at this collection but not change it. An admin can make you its editor.",
    );
  }
}

/** Throws FORBIDDEN unless the actor has the role or a higher one. */
export function assertRole(actor: Actor, role: Role): void {
  if (!hasRole(actor, role)) throw new AppError("FORBIDDEN", `This needs the role ${role}.`);
}
