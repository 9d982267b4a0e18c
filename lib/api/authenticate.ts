import { type Actor, assertRole, hasRole, type Role } from "@/lib/actor";
import { appUrl } from "@/lib/auth/app-url";
import { findSessionActor } from "@/lib/auth/session-actor";
import { AppError } from "@/lib/errors";
import { findTokenActor } from "@/lib/tokens/find-token-actor";

const SCOPE_FOR: Record<Role, string> = { viewer: "read", editor: "write", admin: "admin" };

/**
 * Who calls: by `Authorization` if it is there, whatever cookies came along; else by the session cookie. Throws UNAUTHENTICATED,
 * or FORBIDDEN for a role or scope that is too low, a one-time password, or a write by cookie that another site may have caused.
 */
export async function authenticate(request: Request, role: Role, now: Date): Promise<Actor> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const actor = await findTokenActor(authorization, now);
    if (!hasRole(actor, role)) {
      throw new AppError("FORBIDDEN", `This needs a token with the scope ${SCOPE_FOR[role]}, and an owner who may.`);
    }
    return actor;
  }
  const actor = await findSessionActor(request.headers, now);
  if (actor === null) {
    throw new AppError(
      "UNAUTHENTICATED",
      "Send “Authorization: Bearer hf_…” with a token made in Holdfast, or sign in.",
    );
  }
  if (isUnsafe(request) && !isSameOrigin(request)) {
    throw new AppError("FORBIDDEN", "A change by session cookie is only taken from Holdfast's own pages. Use a token.");
  }
  if (actor.mustChangePassword) throw new AppError("FORBIDDEN", "Choose a password of your own first.");
  assertRole(actor, role);
  return actor;
}

const isUnsafe = ({ method }: Request): boolean => !["GET", "HEAD", "OPTIONS"].includes(method);

/** A browser always sends the true Origin with a write, and no page can change it or Host. */
function isSameOrigin({ headers }: Request): boolean {
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  return origin === appUrl().origin || new URL(origin).host === headers.get("host");
}
