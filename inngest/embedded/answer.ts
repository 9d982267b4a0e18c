import { z } from "zod";
import { retryAfterMs } from "./backoff";
import { makePiece, type Piece } from "./canonical-json";

/** What the app answered to a call, or what kept it from answering. */
export type HttpAnswer = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

export type Op = {
  id: string;
  op: string;
  /** For people: the name that the function's author gave. */
  title: string;
  /** Of a sleep the duration, of a wait the event's name. */
  name: string;
  opts: Record<string, unknown>;
  data: Piece;
  error: Piece;
};

export type Answer =
  | { kind: "ops"; ops: Op[]; version: number; retryAfterMs: number | null }
  | { kind: "completed"; output: Piece; version: number }
  /** `isFinal`: trying again is of no use. */
  | { kind: "failed"; error: Piece; isFinal: boolean; retryAfterMs: number | null };

const OpSchema = z.object({
  id: z.string().min(1).max(200),
  op: z.string().min(1).max(50),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});

/** Reads an answer by the protocol; whatever is no answer of the SDK is a failure that may be tried again. */
export function readAnswer({ status, headers, body }: HttpAnswer, now: number): Answer {
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  const wait = retryAfterMs(header("retry-after"), now);
  const retry = (message: string): Answer => ({
    kind: "failed",
    error: errorOf(message),
    isFinal: false,
    retryAfterMs: wait,
  });

  if (status === 401 && header("x-inngest-sdk") === undefined)
    return retry("The app refused the call as forged: its signing key differs from the engine's.");
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return retry(`The app answered ${status} with something that is not JSON: ${cut(body)}`);
  }
  if (header("x-inngest-sdk") === undefined)
    return retry(`Something that is not the Inngest SDK answered ${status}: ${cut(body)}`);
  const version = Number(header("x-inngest-req-version") ?? 2);
  try {
    if (status === 206) return { kind: "ops", ops: readOps(parsed), version, retryAfterMs: wait };
    if (status === 200) return { kind: "completed", output: makePiece(parsed), version };
    const isFinal = header("x-inngest-no-retry") === "true";
    return { kind: "failed", error: readError(parsed, `The app answered ${status}.`), isFinal, retryAfterMs: wait };
  } catch (cause) {
    return { ...retry(cause instanceof Error ? cause.message : String(cause)), isFinal: true } as Answer;
  }
}

/** An answer that never came, for a reason that may pass. */
export function noAnswer(message: string, isFinal = false): Answer {
  return { kind: "failed", error: errorOf(message), isFinal, retryAfterMs: null };
}

function readOps(parsed: unknown): Op[] {
  const result = z.array(OpSchema).safeParse(Array.isArray(parsed) ? parsed : [parsed]);
  if (!result.success) throw new Error("The app answered with steps that the engine can't read.");
  return result.data.map(({ id, op, name, displayName, opts, data, error }) => ({
    id: clean(id),
    op: clean(op),
    title: clean(displayName ?? name ?? id).slice(0, 300),
    name: clean(name ?? ""),
    opts: opts ?? {},
    data: makePiece(data),
    error: readError(error, "The step failed without saying why."),
  }));
}

/** An error in the form that the SDK throws again inside the function. */
function readError(value: unknown, fallback: string): Piece {
  if (typeof value === "object" && value !== null && "message" in value) return makePiece(value);
  if (typeof value === "object" && value !== null && "error" in value && typeof value.error === "string")
    return errorOf(value.error);
  return errorOf(typeof value === "string" && value ? value : fallback);
}

function errorOf(message: string): Piece {
  return makePiece({ name: "Error", message });
}

/** Text columns hold no NUL and no half characters. */
function clean(text: string): string {
  return text.replace(/\0|\p{Cs}/gu, "\uFFFD");
}

function cut(body: string): string {
  const line = body.replace(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line || "(empty)";
}
