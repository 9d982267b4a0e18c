import { db } from "@/lib/db";

/** Everybody who has an account, by e-mail, at most 500: an installation has staff, not the public. Never a password or its hash. */
export async function listUsers() {
  const users = await db.user.findMany({
    orderBy: { email: "asc" },
    take: 500,
    select: {
      id: true,
      name: true,
      email: true,
      role: true,
      mustChangePassword: true,
      disabledAt: true,
      createdAt: true,
      editorOf: { select: { collection: { select: { id: true, slug: true, name: true } } } },
      sessions: { select: { createdAt: true }, orderBy: { createdAt: "desc" }, take: 1 },
      _count: { select: { apiTokens: { where: { revokedAt: null } } } },
    },
  });
  return users.map(({ editorOf, sessions, _count, ...user }) => ({
    ...user,
    editorOf: editorOf.map(({ collection }) => collection).sort((a, b) => a.name.localeCompare(b.name)),
    /** Start of the newest session that is kept; null when signed out everywhere. */
    signedInAt: sessions[0]?.createdAt ?? null,
    tokenCount: _count.apiTokens,
  }));
}

export type UserRow = Awaited<ReturnType<typeof listUsers>>[number];
