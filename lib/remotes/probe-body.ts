import { createHash } from "node:crypto";
import { PassThrough, type Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { ProbeBody } from "./probe-facts";
import { sketchPage } from "./probe-sketch";
import { decodeText, isTextual, pageTitle, parseContentType } from "./probe-text";

/** Enough of a page to find its title and what kind of error it tells. */
const SAMPLE_BYTES = 16_384;

/** Enough of a page to know it again. */
const SKETCH_BYTES = 524_288;

/** How reading ended: `early` when the stream failed or its time was over. */
export type BodyRead = { body: ProbeBody; early: { error: unknown } | null };

/**
 * Reads a body as it comes, hashes it, and stops at `maxBytes`, on the wire or decompressed, whichever is first: a small file that
 * unpacks to gigabytes costs no more than any other. Never throws: what broke off is in `early`. The stream is destroyed.
 */
export async function readBody(
  stream: Readable,
  { headers, maxBytes, timeoutMs }: { headers: Record<string, string>; maxBytes: number; timeoutMs: number },
): Promise<BodyRead> {
  const timer = setTimeout(() => stream.destroy(new BodyTimeout(timeoutMs)), timeoutMs);
  let bytes = 0;
  stream.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBytes) stream.destroy(new BodyLimit());
  });
  const decoder = decoderOf(headers["content-encoding"]);
  stream.on("error", (error) => decoder.destroy(error));
  stream.pipe(decoder);

  const hash = createHash("sha256");
  const sample: Buffer[] = [];
  let decodedBytes = 0;
  let ended: { error: unknown } | null = null;
  let isTruncated = false;
  try {
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      const part = chunk.subarray(0, maxBytes - decodedBytes);
      if (decodedBytes < SKETCH_BYTES) sample.push(part.subarray(0, SKETCH_BYTES - decodedBytes));
      hash.update(part);
      decodedBytes += part.length;
      isTruncated = part.length < chunk.length;
      if (isTruncated) break;
    }
  } catch (error) {
    isTruncated = true;
    if (!(error instanceof BodyLimit)) ended = { error };
  } finally {
    clearTimeout(timer);
    stream.destroy();
  }
  const text = describeText(Buffer.concat(sample), headers["content-type"]);
  return { body: { bytes, decodedBytes, sha256: hash.digest("hex"), isTruncated, ...text }, early: ended };
}

class BodyLimit extends Error {}

class BodyTimeout extends Error {
  readonly code = "UND_ERR_BODY_TIMEOUT";

  constructor(timeoutMs: number) {
    super(`the body took longer than ${timeoutMs} ms`);
  }
}

/** Several encodings in a row are rare; then the bytes are taken as they are. */
function decoderOf(encoding: string | undefined): Transform {
  switch (encoding?.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      return new PassThrough();
  }
}

function describeText(
  start: Buffer,
  contentType: string | undefined,
): Pick<ProbeBody, "isHtml" | "title" | "sample" | "sketch" | "words"> {
  const { mediaType, charset } = parseContentType(contentType);
  if (!isTextual(mediaType, start)) return { isHtml: false, title: "", sample: "", sketch: null, words: null };
  const sample = decodeText(start.subarray(0, SAMPLE_BYTES), charset);
  const isHtml = /html/.test(mediaType) || (mediaType === "" && /^\s*<(!doctype html|html|head|body)/i.test(sample));
  const isText = isHtml || mediaType === "" || /^text\/|xml|json/.test(mediaType);
  const { sketch, words } = isText ? sketchPage(decodeText(start, charset)) : { sketch: null, words: null };
  return { isHtml, title: isHtml ? pageTitle(sample) : "", sample, sketch, words };
}
