import { APIError } from "better-auth/api";
import { writeAudit } from "@/lib/audit";
import { betterAuthServer } from "@/lib/auth/better-auth";
import { ADDRESS_HEADER, callerAddress } from "@/lib/auth/caller-address";
import { asOneTimePassword } from "@/lib/auth/password";
import { countSignInAttempt, forgiveSignInAttempt } from "@/lib/auth/sign-in-limit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

/**
 * Opens a session with a new token and sets its cookie. Throws UNAUTHENTICATED with the same sentence for an unknown e-mail, a wrong
 * password and a switched-off account; PAUSED after too many attempts.
 */
export async function signIn({
  email,
  password,
  headers,
  now,
}: {
  email: string;
  password: string;
  headers: Headers;
  now: Date;
}): Promise<{ setCookie: string[]; mustChangePassword: boolean }> {
  const address = callerAddress(headers);
  const attempt = { email, address, now };
  await countSignInAttempt(attempt);
  const asTyped = { email, password, headers: withAddress(headers, address) };
  const setCookie = await openSession({ ...asTyped, password: await passwordMeant(email, password) });
  await forgiveSignInAttempt(attempt);
  const { mustChangePassword } = await noteSignIn(email);
  return { setCookie, mustChangePassword };
}

/** A one-time password is read off a screen or a note: any spelling of it will do. A chosen one is taken as it is typed. */
async function passwordMeant(email: string, typed: string): Promise<string> {
  const user = await db.user.findUnique({ where: { email }, select: { mustChangePassword: true } });
  return user?.mustChangePassword ? asOneTimePassword(typed) : typed;
}

async function openSession(input: { email: string; password: string; headers: Headers }): Promise<string[]> {
  try {
    const { headers } = await betterAuthServer().api.signInEmail({
      body: { email: input.email, password: input.password },
      headers: input.headers,
      returnHeaders: true,
    });
    return headers.getSetCookie();
  } catch (error) {
    if (!(error instanceof APIError) || error.statusCode >= 500) throw error;
    throw new AppError("UNAUTHENTICATED", "The e-mail or the password is wrong, or the account is switched off.");
  }
}

async function noteSignIn(email: string): Promise<{ mustChangePassword: boolean }> {
  return db.$transaction(async (tx) => {
    const { id, name, role, mustChangePassword } = await tx.user.findUniqueOrThrow({ where: { email } });
    await writeAudit(tx, {
      actor: { kind: "user", id, name, role, editorOf: [] },
      action: "user.signed_in",
      subjectKind: "user",
      subjectId: id,
      subjectName: email,
    });
    return { mustChangePassword };
  });
}

/** Ends the session of these headers, in the database and in the browser. Harmless without one. */
export async function signOut(headers: Headers): Promise<void> {
  await betterAuthServer().api.signOut({ headers });
}

/** The session notes the address; better-auth reads it from this header alone. */
function withAddress(headers: Headers, address: string): Headers {
  const changed = new Headers(headers);
  changed.set(ADDRESS_HEADER, address);
  return changed;
}
