/** What the bytes 0x80 to 0x9f mean. Source: encoding.spec.whatwg.org/index-windows-1252.txt. */
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Bytes as Windows-1252, which the web also means by Latin-1. Node 20's own decoder leaves these 32 characters as controls. */
export function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  return latin1.replace(/[\u0080-\u009f]/g, (character) => HIGH.charAt(character.charCodeAt(0) - 0x80));
}

/** Whether an encoding's label means Windows-1252 (encoding.spec.whatwg.org, 4.2). */
export function isWindows1252(label: string): boolean {
  return /^(windows-1252|cp-?1252|x-cp1252|iso-?8859-?1|iso_8859-1|latin1|l1|us-ascii|ascii)$/i.test(label.trim());
}
