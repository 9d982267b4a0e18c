import { randomBytes } from "node:crypto";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import type { Tx } from "@/lib/db";
import { ID_ALPHABET, newRowId } from "@/lib/row-id";

/** A password to be used once: 20 characters without look-alikes in groups of five, 100 random bits; easy to read out. */
export function newOneTimePassword(): string {
  const text = Array.from(randomBytes(20), (byte) => ID_ALPHABET[byte % 32]).join("");
  return text.match(/.{5}/g)?.join("-") ?? text;
}

/** What was typed as {@link newOneTimePassword} writes it, if it can be one: in either case, with hyphens, blanks or neither. */
export function asOneTimePassword(typed: string): string {
  const bare = typed.replace(/[\s-]/g, "").toUpperCase();
  const isOne = bare.length === 20 && [...bare].every((letter) => ID_ALPHABET.includes(letter));
  return isOne ? (bare.match(/.{5}/g)?.join("-") ?? typed) : typed;
}

/** Salted scrypt, as better-auth reads it at sign-in. */
export const hashOf = (password: string): Promise<string> => hashPassword(password);

/** Whether this is the person's password. Costs the same when they have none. */
export async function isPasswordOf(tx: Tx, userId: string, password: string): Promise<boolean> {
  const account = await tx.account.findFirst({
    where: { userId, providerId: "credential" },
    select: { password: true },
  });
  if (account?.password == null) {
    await hashPassword(password);
    return false;
  }
  return verifyPassword({ hash: account.password, password });
}

/** Makes this hash the person's password; an older one is gone. */
export async function storePassword(tx: Tx, userId: string, hash: string): Promise<void> {
  const { count } = await tx.account.updateMany({
    where: { userId, providerId: "credential" },
    data: { password: hash },
  });
  if (count > 0) return;
  await tx.account.create({
    data: { id: newRowId(), userId, accountId: userId, providerId: "credential", password: hash },
  });
}
