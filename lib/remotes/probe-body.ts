import { createHash } from "node:crypto";
import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { ProbeBody } from "./probe-facts";
import { sketchPage } from "./probe-sketch";
import { decodeText, isTextual, pageTitle, parseContentType } from "./probe-text";

/** Enough of a page to find its title and what kind of error it tells. */
const SAMPLE_BYTES = 16_384;

/** Enough of a page to know it again. */
const SKETCH_BYTES = 524_288;

/** What reads a body as it comes. */
export type BodyReader = {
  /** False: no more until `onDrain` was called. */
  push(chunk: Buffer): boolean;
  end(): void;
  /** What was read so far; later pushes are ignored. */
  stop(isTruncated: boolean): ProbeBody;
};

/**
 * Hashes a body as it comes and keeps its start, up to `maxBytes`, on the wire or decompressed, whichever is first: a small file that
 * unpacks to gigabytes costs no more than any other. `onDone` is called once: with null at the end or the limit, with the error of what
 * can't be decompressed.
 */
export function createBodyReader({
  headers,
  maxBytes,
  sampleBytes = SAMPLE_BYTES,
  onDone,
  onDrain,
}: {
  headers: Record<string, string>;
  maxBytes: number;
  sampleBytes?: number;
  onDone: (end: { error: unknown; isTruncated: boolean }) => void;
  onDrain: () => void;
}): BodyReader {
  const hash = createHash("sha256");
  const start: Buffer[] = [];
  let [bytes, decodedBytes] = [0, 0];
  let isOver = false;
  const finish = (error: unknown, isTruncated: boolean) => {
    if (!isOver) onDone({ error, isTruncated });
  };
  const take = (chunk: Buffer) => {
    if (isOver) return;
    const part = chunk.subarray(0, maxBytes - decodedBytes);
    if (decodedBytes < SKETCH_BYTES) start.push(part.subarray(0, SKETCH_BYTES - decodedBytes));
    hash.update(part);
    decodedBytes += part.length;
    if (part.length < chunk.length) finish(null, true);
  };
  const decoder = decoderOf(headers["content-encoding"]);
  decoder?.on("data", take);
  decoder?.on("drain", onDrain);
  decoder?.on("end", () => finish(null, false));
  decoder?.on("error", (error) => finish(error, true));
  return {
    push: (chunk) => {
      if (isOver) return true;
      bytes += chunk.length;
      if (decoder && bytes <= maxBytes) return decoder.write(chunk);
      if (decoder) finish(null, true);
      else take(chunk);
      return true;
    },
    // No bytes at all are no broken archive.
    end: () => (decoder && bytes > 0 ? void decoder.end() : finish(null, false)),
    stop: (isTruncated) => {
      isOver = true;
      decoder?.destroy();
      const text = describeText(start, headers["content-type"], sampleBytes);
      return { bytes, decodedBytes, sha256: hash.digest("hex"), isTruncated, ...text };
    },
  };
}

/** null for bytes as they are. Several encodings in a row are rare; then they are taken as they are too. */
function decoderOf(encoding: string | undefined): Transform | null {
  switch (encoding?.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      return null;
  }
}

function describeText(
  chunks: readonly Buffer[],
  contentType: string | undefined,
  sampleBytes: number,
): Pick<ProbeBody, "isHtml" | "title" | "sample" | "sketch" | "words"> {
  const start = Buffer.concat(chunks);
  const { mediaType, charset } = parseContentType(contentType);
  if (!isTextual(mediaType, start)) return { isHtml: false, title: "", sample: "", sketch: null, words: null };
  const sample = decodeText(start.subarray(0, sampleBytes), charset);
  const isHtml = /html/.test(mediaType) || (mediaType === "" && /^\s*<(!doctype html|html|head|body)/i.test(sample));
  const isText = isHtml || mediaType === "" || /^text\/|xml|json/.test(mediaType);
  const { sketch, words } = isText ? sketchPage(decodeText(start, charset)) : { sketch: null, words: null };
  return { isHtml, title: isHtml ? pageTitle(sample) : "", sample, sketch, words };
}
