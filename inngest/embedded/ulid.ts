import { createHash, randomBytes } from "node:crypto";

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A ULID (26 characters, sorts by time): 48 bits of Unix milliseconds, then 80 bits of `entropy`, random if not given. */
export function ulid(now: number, entropy: Uint8Array = randomBytes(10)): string {
  let time = "";
  for (let rest = Math.floor(now), i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = DIGITS[rest % 32] + time;
  let bits = 0n;
  for (const byte of entropy.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  let tail = "";
  for (let i = 0; i < 16; i++, bits >>= 5n) tail = DIGITS[Number(bits & 31n)] + tail;
  return time + tail;
}

/**
 * The id of the event at `index` of a request with the header `x-inngest-event-id-seed` (`<Unix milliseconds>,<base64 of ten bytes>`):
 * the same seed makes the same ids, so a request sent again makes no second event. Null if the header is no seed.
 */
export function seededId(seed: string, index: number): string | null {
  const [time, entropy] = seed.split(",");
  const bytes = Buffer.from(entropy ?? "", "base64");
  if (!time || !/^\d{1,14}$/.test(time) || bytes.length !== 10) return null;
  return ulid(Number(time), createHash("sha256").update(bytes).update(`#${index}`).digest());
}

/** A UUID that is always the same for one name: what the protocol calls `fn_id`. */
export function nameUuid(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
