import { randomBytes } from "node:crypto";

/** Crockford's base 32: no I, L, O or U, so that nobody misreads an id. Source: crockford.com/base32. */
export const ID_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A random id of `length` characters, 5 bits each. */
export function randomId(length: number): string {
  return Array.from(randomBytes(length), (byte) => ID_ALPHABET[byte % 32]).join("");
}

/** Id of a row that people rarely type: 26 characters that sort by the time of making, 80 random bits. */
export function newRowId(now = Date.now()): string {
  let time = "";
  for (let rest = now; time.length < 10; rest = Math.floor(rest / 32)) time = ID_ALPHABET[rest % 32] + time;
  return time + randomId(16);
}
