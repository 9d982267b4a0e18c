import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** The header `x-inngest-signature` for a body in canonical form. `signingKey` with or without its prefix; `now` in Unix milliseconds. */
export function signBody(options: { canonicalBody: string; signingKey: string; now: number }): string {
  const seconds = Math.floor(options.now / 1_000).toString();
  const mac = createHmac("sha256", withoutPrefix(options.signingKey)).update(options.canonicalBody).update(seconds);
  return `t=${seconds}&s=${mac.digest("hex")}`;
}

/** Whether an `Authorization` header carries the hash of the signing key, as the SDK sends it when it registers. */
export function isBearerOf(header: string | undefined, signingKey: string): boolean {
  const prefix = /^signkey-\w+-/.exec(signingKey)?.[0] ?? "";
  const hash = createHash("sha256")
    .update(Buffer.from(withoutPrefix(signingKey), "hex"))
    .digest("hex");
  return isSameSecret(header ?? "", `Bearer ${prefix}${hash}`);
}

/** Compares two secrets in a time that tells nothing about them, not even their length. */
export function isSameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function withoutPrefix(signingKey: string): string {
  return signingKey.replace(/^signkey-\w+-/, "");
}
