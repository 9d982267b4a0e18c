import { constantTimeEqual, makeSignature } from "better-auth/crypto";
import type { Actor, Role } from "@/lib/actor";
import { betterAuthServer } from "@/lib/auth/better-auth";
import { db } from "@/lib/db";
import { requireEnv } from "@/lib/env";

/** A person with an open session. */
export type SignedIn = Actor & {
  kind: "user";
  id: string;
  email: string;
  sessionId: string;
  /** Signed in with a one-time password: nothing but choosing another is allowed. */
  mustChangePassword: boolean;
};

type Row = {
  id: string;
  name: string;
  email: string;
  role: Role;
  mustChangePassword: boolean;
  sessionId: string;
  editorOf: string[];
};

/**
 * The person whose session cookie these headers carry, read anew: role, collections and switched-off accounts count at once. Null when
 * there is no cookie, a forged one, an ended session or a disabled account. Throws when the database doesn't answer.
 */
export async function findSessionActor(headers: Headers, now: Date): Promise<SignedIn | null> {
  const token = await sessionToken(headers);
  if (token === null) return null;
  const [row] = await db.$queryRaw<Row[]>`
    SELECT u."id", u."name", u."email", u."role"::text AS "role", u."mustChangePassword", s."id" AS "sessionId",
      ARRAY(SELECT e."collectionId" FROM "CollectionEditor" e WHERE e."userId" = u."id" ORDER BY 1) AS "editorOf"
    FROM "Session" s JOIN "User" u ON u."id" = s."userId"
    WHERE s."token" = ${token} AND s."expiresAt" > ${now} AND u."disabledAt" IS NULL`;
  if (row === undefined) return null;
  return { ...row, kind: "user", editorOf: collectionsOf(row.role, row.editorOf) };
}

/** What an `editorOf` means for a role: an admin acts everywhere, a viewer nowhere. */
export function collectionsOf(role: Role, editorOf: readonly string[]): readonly string[] | "all" {
  if (role === "admin") return "all";
  return role === "editor" ? editorOf : [];
}

/** The cookie is `token.signature`, percent-encoded; better-auth signs with HMAC-SHA256 (better-auth 1.7, better-call's cookies). */
async function sessionToken(headers: Headers): Promise<string | null> {
  const { authCookies } = await betterAuthServer().$context;
  const raw = cookieValue(headers.get("cookie") ?? "", authCookies.sessionToken.name);
  if (raw === null) return null;
  const dot = raw.lastIndexOf(".");
  if (dot < 1) return null;
  const [token, signature] = [raw.slice(0, dot), raw.slice(dot + 1)];
  const expected = await makeSignature(token, requireEnv("AUTH_SECRET"));
  return constantTimeEqual(signature, expected) ? token : null;
}

function cookieValue(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key !== name) continue;
    try {
      return decodeURIComponent(rest.join("="));
    } catch {
      return null;
    }
  }
  return null;
}
