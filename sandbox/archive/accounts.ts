import { createHash, timingSafeEqual } from "node:crypto";
import type { Account, Limits } from "./entries";
import type { ArchiveState } from "./state";

/** An account ready to be recorded; its secret is kept as a hash only. */
export function makeAccount(keys: { accessKey: string; secretKey: string }, limits: Limits = {}): Account {
  return { accessKey: keys.accessKey, secretHash: hashSecret(keys.secretKey), isRevoked: false, limits };
}

/** SHA-256 of a secret, as it may be written down. */
export function hashSecret(secret: string): string {
  return `sha256:${createHash("sha256").update(secret).digest("hex").slice(0, 32)}`;
}

/** The access key of an `Authorization: LOW key:secret` header; null for none, a wrong, a malformed or a revoked one. */
export function authorise(state: ArchiveState, header: string | undefined): string | null {
  const [, accessKey = "", secret = ""] = /^LOW ([^:\s]+):(\S+)$/.exec(header ?? "") ?? [];
  const account = state.accounts.get(accessKey);
  if (!account || account.isRevoked) return null;
  const isRight = timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(account.secretHash));
  return isRight ? accessKey : null;
}

/** The header as it may be written down: scheme and access key in clear, the secret hashed. */
export function maskAuthorization(header: string): string {
  const [, accessKey, secret] = /^LOW ([^:\s]+):(.+)$/.exec(header) ?? [];
  return accessKey && secret ? `LOW ${accessKey}:${hashSecret(secret)}` : hashSecret(header);
}
