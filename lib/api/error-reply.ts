import { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/errors";
import { reportUnexpected } from "@/lib/unexpected-error";

/** Every error of the API. */
export const ErrorJson = z.object({
  error: z.object({
    code: z
      .string()
      .describe("INVALID, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, PAUSED, … or UNEXPECTED"),
    message: z.string().describe("A sentence for people."),
    fields: z.record(z.string(), z.string()).optional().describe("A sentence for each wrong field."),
  }),
});

const STATUS: Record<ErrorCode, number> = {
  INVALID: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  PAUSED: 503,
  REMOTE_BUSY: 503,
  REMOTE_FAILED: 502,
  REMOTE_REFUSED: 502,
};

/** The answer for whatever was thrown: an AppError word for word, a bug or an outage as one fixed sentence with a number. */
export function errorReply(error: unknown, context: Record<string, string>): Response {
  if (error instanceof AppError) {
    const { code, message, fields, retryAfterSeconds } = error;
    return jsonReply(
      STATUS[code],
      { error: { code, message, ...(fields === undefined ? {} : { fields }) } },
      {
        ...(code === "UNAUTHENTICATED" ? { "www-authenticate": 'Bearer realm="Holdfast"' } : {}),
        ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(Math.ceil(retryAfterSeconds)) }),
      },
    );
  }
  const { isDatabaseDown, message } = reportUnexpected(error, context);
  if (!isDatabaseDown) return jsonReply(500, { error: { code: "UNEXPECTED", message } });
  return jsonReply(503, { error: { code: "UNAVAILABLE", message } }, { "retry-after": "30" });
}

/** JSON that no cache keeps: it may be somebody's alone. */
export function jsonReply(status: number, json: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(json, { status, headers: { "cache-control": "no-store", ...headers } });
}
