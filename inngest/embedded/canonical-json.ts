/** A JSON value in the two forms that a call needs: as it is sent, and as it is signed. */
export type Piece = { raw: string; canonical: string };

/** Deeper JSON than this is refused: the walkers here and in PostgreSQL recurse. */
export const MAX_DEPTH = 256;

/** Both forms of a value. `undefined` becomes null. Throws a sentence when it is nested too deeply. */
export function makePiece(value: unknown): Piece {
  const present = value === undefined ? null : value;
  if (!isShallowerThan(present, MAX_DEPTH)) throw new Error(`The data is nested more than ${MAX_DEPTH} levels deep.`);
  return wrapPiece(present);
}

/** The same for what the engine itself wraps around data that was checked before, which makes it a few levels deeper. Never throws. */
export function wrapPiece(value: unknown): Piece {
  const raw = JSON.stringify(value);
  const canonical = canonicalJson(value);
  return { raw, canonical: canonical === raw ? raw : canonical };
}

/**
 * JSON with the keys of each object sorted (RFC 8785), of a value that came out of JSON.parse. It follows the package that the SDK checks
 * with (`canonicalize`), which leaves an object with a key `toJSON` unsorted.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const object = value as Record<string, unknown>;
  if (object.toJSON !== undefined && object.toJSON !== null) return JSON.stringify(object);
  const members = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${members.join(",")}}`;
}

/** Whether JSON data has fewer than `levels` levels. */
export function isShallowerThan(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== "object") return true;
  if (levels <= 0) return false;
  return Object.values(value).every((member) => isShallowerThan(member, levels - 1));
}
