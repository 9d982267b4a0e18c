/** More words than this say nothing new about what a page is. */
const MAX_WORDS = 20_000;

/** Longer words are keys and tokens. */
const MAX_WORD_LENGTH = 24;

/** Elements whose content nobody reads. */
const UNSEEN = new Set(["script", "style", "noscript", "template", "svg"]);

export type PageWords = {
  /** Of each word in its order; only the first `count` count. */
  hashes: Uint32Array;
  count: number;
  /** Of the words of `<title>`; 0 if there are none. */
  titleHash: number;
};

/**
 * The words that a visitor of an HTML page (or reader of a text) sees, as hashes: without tags, scripts, comments, and without what
 * changes from visit to visit: numbers, words with digits, long tokens. One pass; time grows with the length, whatever is in it.
 */
export function readWords(page: string): PageWords {
  const text = page.toLowerCase();
  const words: PageWords = { hashes: new Uint32Array(MAX_WORDS), count: 0, titleHash: 0 };
  for (let at = 0; at < text.length && words.count < MAX_WORDS; ) {
    const open = text.indexOf("<", at);
    const end = open === -1 ? text.length : open;
    if (end > at) addWords(words, text, at, end);
    if (open === -1) break;
    at = afterTag(words, text, open);
  }
  return words;
}

/** Where the text goes on after the tag at `open`, its content included if that is not seen. */
function afterTag(words: PageWords, text: string, open: number): number {
  if (text.startsWith("<!--", open)) return after(text, "-->", open + 4);
  const first = text.charCodeAt(open + 1);
  // "a < b" is text.
  if (!isLatin(first) && first !== SLASH && first !== BANG && first !== QUESTION) return open + 1;
  const close = after(text, ">", open + 1);
  let nameEnd = open + 1;
  while (isLatin(text.charCodeAt(nameEnd))) nameEnd++;
  const name = text.slice(open + 1, nameEnd);
  if (name === "title" && words.titleHash === 0) {
    const before = words.count;
    const titleEnd = text.indexOf("<", close);
    addWords(words, text, close, titleEnd === -1 ? close : titleEnd);
    words.titleHash = folded(words.hashes.subarray(before, words.count));
    return titleEnd === -1 ? close : titleEnd;
  }
  if (!UNSEEN.has(name)) return close;
  const closing = text.indexOf(`</${name}`, close);
  return closing === -1 ? text.length : after(text, ">", closing);
}

function after(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found === -1 ? text.length : found + mark.length;
}

function folded(hashes: Uint32Array): number {
  let hash = 0;
  for (const word of hashes) hash = (Math.imul(hash, 31) + word) | 0;
  return hash >>> 0;
}

const [SLASH, BANG, QUESTION, AMPERSAND, SEMICOLON] = [47, 33, 63, 38, 59];

/** Adds the words between two places of the text. */
function addWords(words: PageWords, text: string, from: number, to: number): void {
  let hash = 0;
  let length = 0;
  let isNoise = false;
  for (let at = from; at <= to; at++) {
    const code = at < to ? text.charCodeAt(at) : 32;
    if (isLetter(code)) {
      hash = Math.imul((length === 0 ? 0x811c9dc5 : hash) ^ code, 0x01000193);
      length++;
      continue;
    }
    if (isDigit(code)) {
      isNoise = true;
      length++;
      continue;
    }
    if (length > 0) {
      if (!isNoise && length <= MAX_WORD_LENGTH) push(words, hash);
      length = 0;
      isNoise = false;
    }
    if (isIdeograph(code)) push(words, Math.imul(code ^ 0x811c9dc5, 0x01000193));
    // "&nbsp;" is no word.
    if (code === AMPERSAND) at = afterEntity(text, at, to);
  }
}

function push(words: PageWords, hash: number): void {
  if (words.count < MAX_WORDS) words.hashes[words.count++] = hash;
}

function afterEntity(text: string, at: number, to: number): number {
  for (let end = at + 1; end < Math.min(to, at + 10); end++) if (text.charCodeAt(end) === SEMICOLON) return end;
  return at;
}

function isLatin(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters of scripts that part their words by blanks: all but ASCII's signs, Latin-1's signs, general punctuation and ideographs. */
function isLetter(code: number): boolean {
  if (code < 128) return isLatin(code);
  return code >= 0xc0 && !(code >= 0x2000 && code <= 0x2bff) && !isIdeograph(code) && code < 0xfe00 && code !== 0x3000;
}

/** Chinese, Japanese, Korean: no blanks between words, so each sign counts. */
function isIdeograph(code: number): boolean {
  return (code >= 0x3001 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af);
}
