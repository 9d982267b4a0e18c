import { AppError } from "@/lib/errors";

/** Reads at most `maxBytes`; stops reading and throws TOO_LARGE beyond, whatever length was declared. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new AppError("TOO_LARGE", `The body may have at most ${maxBytes.toLocaleString("en")} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** The JSON of a body; an empty one is `{}`, so that a POST without options needs none. Throws INVALID. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = contentType(request);
  if (type !== "" && type !== "application/json") {
    throw new AppError("INVALID", `Send the body as application/json, not as ${type}.`);
  }
  const bytes = await readBytes(request, maxBytes);
  if (bytes.byteLength === 0) return {};
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new AppError("INVALID", "The body is not JSON in UTF-8.");
  }
}

/** The media type alone, in lower case; "" when none was sent. */
export function contentType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}
