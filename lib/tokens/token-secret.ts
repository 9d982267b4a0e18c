import { createHash, randomBytes } from "node:crypto";

/** `hf_` and 43 characters of base64url: 256 random bits. The prefix lets secret scanners find a leaked one. */
const SECRET = /^hf_[A-Za-z0-9_-]{43}$/;

export function newTokenSecret(): string {
  return `hf_${randomBytes(32).toString("base64url")}`;
}

/** SHA-256, hex. Enough for 256 random bits: there is nothing to guess, so nothing to slow down. */
export function tokenHashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The first characters, by which a person tells tokens apart. */
export const tokenHintOf = (secret: string): string => secret.slice(0, 7);

/** The secret of `Authorization: Bearer …`; null when it isn't one of ours. */
export function bearerSecret(authorization: string): string | null {
  const [scheme, secret, ...rest] = authorization.trim().split(/ +/);
  if (scheme?.toLowerCase() !== "bearer" || secret === undefined || rest.length > 0) return null;
  return SECRET.test(secret) ? secret : null;
}
