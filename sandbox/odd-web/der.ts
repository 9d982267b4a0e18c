/** The few pieces of DER (ITU-T X.690) that a certificate is made of. */

function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  const significant = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([0x80 | significant.length]), significant]);
}

export const sequence = (...content: readonly Uint8Array[]) => element(0x30, ...content);
export const setOf = (...content: readonly Uint8Array[]) => element(0x31, ...content);
export const octets = (content: Uint8Array) => element(0x04, content);
export const utf8 = (text: string) => element(0x0c, Buffer.from(text));
export const truth = () => element(0x01, Buffer.from([0xff]));
/** Context-specific and constructed, as in `[3] EXPLICIT`. */
export const tagged = (number: number, content: Uint8Array) => element(0xa0 | number, content);
/** Context-specific and primitive, as in `[2] IMPLICIT IA5String`. */
export const implicit = (number: number, text: string) => element(0x80 | number, Buffer.from(text));
export const bits = (content: Uint8Array) => element(0x03, Buffer.from([0]), content);

/** A positive whole number given by its bytes: as short as can be, with a zero byte in front where it would read as negative. */
export function integer(bytes: Uint8Array): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const significant = first === -1 ? Buffer.from([0]) : bytes.subarray(first);
  const isNegative = (significant[0] ?? 0) >= 0x80;
  return element(0x02, ...(isNegative ? [Buffer.from([0])] : []), significant);
}

/** An object identifier in dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

/** UTCTime, good until 2049. */
export function utcTime(at: Date): Buffer {
  const digits = at.toISOString().replace(/\D/g, "").slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`));
}
