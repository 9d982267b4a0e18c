import { Agent, type Dispatcher, errors, request } from "undici";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** An answer of archive.org as it came, whatever its status. */
export type WaybackReply = { status: number; headers: Record<string, string>; body: string };

/** The same with the bytes of its body, as they came. */
export type WaybackPage = Omit<WaybackReply, "body"> & { bytes: Buffer };

/** No usable answer. `wasSent` is false only when the request certainly never left: then sending again is safe. */
export class NoAnswerError extends Error {
  readonly wasSent: boolean;
  constructor(message: string, wasSent: boolean, cause: unknown) {
    super(message, { cause });
    this.name = "NoAnswerError";
    this.wasSent = wasSent;
  }
}

export type WaybackRequest = {
  method: "GET" | "POST";
  /** Absolute address below ARCHIVE_WEB_URL. */
  url: URL;
  form?: Record<string, string>;
  /** Whether the keys are sent. */
  isSigned: boolean;
  /** For the whole exchange, body included. */
  timeoutMs: number;
  /** Named in our User-Agent, so that the archive can reach us. */
  contact: string;
  /** Read of the body; more than this is no usable answer, or left unread where the start will do. 0: headers only. */
  maxBytes?: number;
  /** The start of the body will do. */
  isCut?: boolean;
};

/** Status answers of 50 jobs with up to 500 resources each stay well below. */
const MAX_BODY_BYTES = 8_000_000;

const reads = new Agent({ keepAliveTimeout: 10_000, connections: 4 });
/**
 * Submissions get a connection of their own: on a kept one that the server is just closing, nobody could tell whether the
 * request arrived.
 */
const writes = new Agent({ pipelining: 0, connections: 8 });

/** One request, no retry, no redirect followed. Throws {@link NoAnswerError}; PAUSED when keys are needed and none are set. */
export async function askWayback(input: WaybackRequest): Promise<WaybackReply> {
  const { bytes, ...reply } = await askForPage(input);
  return { ...reply, body: bytes.toString("utf8") };
}

/** {@link askWayback}, without taking the body for UTF-8. */
export async function askForPage(input: WaybackRequest): Promise<WaybackPage> {
  const headers: Record<string, string> = {
    accept: "application/json",
    "user-agent": `Holdfast/0.1${input.contact ? ` (+${input.contact})` : ""}`,
    ...(input.isSigned ? { authorization: signature() } : {}),
    ...(input.form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
  };
  const signal = AbortSignal.timeout(input.timeoutMs);
  try {
    const answer = await request(input.url, {
      method: input.method,
      headers,
      signal,
      dispatcher: input.method === "POST" && input.url.pathname === "/save" ? writes : reads,
      reset: input.method === "POST",
      ...(input.form ? { body: new URLSearchParams(input.form).toString() } : {}),
    });
    const bytes = await readBody(answer.body, { maxBytes: MAX_BODY_BYTES, isCut: false, ...input });
    return { status: answer.statusCode, headers: flatten(answer.headers), bytes };
  } catch (error) {
    throw asNoAnswer(error, signal, input.timeoutMs);
  }
}

/** Whether keys are set at all; says nothing about whether the archive takes them. */
export function hasWaybackKeys(): boolean {
  return Boolean(env().ARCHIVE_ACCESS_KEY && env().ARCHIVE_SECRET_KEY);
}

function signature(): string {
  const { ARCHIVE_ACCESS_KEY: access, ARCHIVE_SECRET_KEY: secret } = env();
  if (!access || !secret) {
    throw new AppError("PAUSED", "No keys for archive.org are set. Set ARCHIVE_ACCESS_KEY and ARCHIVE_SECRET_KEY.");
  }
  return `LOW ${access}:${secret}`;
}

async function readBody(
  stream: Dispatcher.ResponseData["body"],
  { maxBytes, isCut }: { maxBytes: number; isCut: boolean },
): Promise<Buffer> {
  if (maxBytes === 0) {
    await stream.dump({ limit: 16_384 });
    return Buffer.alloc(0);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes && !isCut) throw new Error(`The answer is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
    // Leaving the loop ends the stream.
    if (size > maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(", ")]],
    ),
  );
}

const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** The message names the kind of failure only: never the request, which holds the keys. */
function asNoAnswer(error: unknown, signal: AbortSignal, timeoutMs: number): Error {
  if (error instanceof AppError) return error;
  if (signal.aborted) return new NoAnswerError(`The archive did not answer within ${timeoutMs} ms.`, true, error);
  const code = codeOf(error);
  if (NEVER_SENT.has(code) || error instanceof errors.ConnectTimeoutError) {
    return new NoAnswerError(`The archive can't be reached (${code}).`, false, error);
  }
  return new NoAnswerError(`The archive's answer broke off (${code}).`, true, error);
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0]) return codeOf(error.errors[0]);
  const code = error instanceof Error ? Reflect.get(error, "code") : undefined;
  return typeof code === "string" ? code : "unreadable";
}
