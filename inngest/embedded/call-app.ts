import { type Answer, noAnswer, readAnswer } from "./answer";
import type { Endpoint } from "./apps";
import type { Piece } from "./canonical-json";
import type { RegisteredFunction } from "./functions";
import { signBody } from "./signature";

/** Nobody listens at the address: the call surely did nothing. */
export type Unreachable = { kind: "unreachable" };

/** Codes of failures that happen before a byte of the call has left. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Calls a function once. Never rejects: whatever keeps the app from answering is told as a failure, or as unreachable. */
export async function callApp(options: {
  endpoint: Endpoint;
  fn: RegisteredFunction;
  stepId: string | null;
  body: Piece;
  jobId: string;
  requestId: string;
  runId: string;
  signingKey: string;
  clock: () => number;
}): Promise<Answer | Unreachable> {
  const { endpoint, fn, body, clock } = options;
  const query = new URLSearchParams({ fnId: fn.id, stepId: options.stepId ?? "step" });
  try {
    const response = await endpoint.pool.request({
      method: "POST",
      path: `${endpoint.path}?${query}`,
      headers: {
        "content-type": "application/json",
        "x-inngest-signature": signBody({
          canonicalBody: body.canonical,
          signingKey: options.signingKey,
          now: clock(),
        }),
        "x-inngest-job-id": options.jobId,
        "x-request-id": options.requestId,
        "x-run-id": options.runId,
      },
      body: body.raw,
    });
    const text = await response.body.text();
    return readAnswer({ status: response.statusCode, headers: response.headers, body: text }, clock());
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): Answer | Unreachable {
  const code = errorCode(error);
  if (NOT_SENT.has(code)) return { kind: "unreachable" };
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE")
    return noAnswer(
      "The app's answer is larger than the engine accepts. Return less, or store it and return its id.",
      true,
    );
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT")
    return noAnswer("The app did not answer in time. Split the work into several steps, or allow more time.");
  const detail = error instanceof Error ? error.message : String(error);
  return noAnswer(`The connection to the app ended before it answered (${code || detail}).`);
}

/** Of the error, or of the first of several addresses that were tried. */
function errorCode(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof AggregateError ? errorCode(error.errors[0]) : "";
}
