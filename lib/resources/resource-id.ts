/** The characters of lib/row-id.ts, which a browser can't load. Crockford's base 32: crockford.com/base32. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Read as what they were meant to be. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };

/** A new id of a resource, `XXXX-XXXX-XXXX`: 60 random bits without look-alikes. Stored and shown in this form. */
export function newResourceId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return grouped(Array.from(bytes, (byte) => ALPHABET.charAt(byte % 32)).join(""));
}

/** What a person typed or a link carries, in its one right form; case, hyphens, blanks and look-alikes are forgiven. Null: not an id. */
export function parseResourceId(text: string): string | null {
  const plain = text
    .toUpperCase()
    .replace(/[\s-]/g, "")
    .replace(/[OIL]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
  return /^[0-9A-HJKMNP-TV-Z]{12}$/.test(plain) ? grouped(plain) : null;
}

function grouped(plain: string): string {
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8)}`;
}
