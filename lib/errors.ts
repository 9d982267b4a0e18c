/** Few codes; `lib/action.ts`, `lib/api.ts` and `inngest/step-errors.ts` are the only places that translate them. */
export type ErrorCode =
  /** The input is wrong; `fields` says where. */
  | "INVALID"
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  /** The state moved on: a second click, another person, an older page. */
  | "CONFLICT"
  | "TOO_LARGE"
  /** A switch or a pause forbids it for now. */
  | "PAUSED"
  /** An outside service asked to wait `retryAfterSeconds`. */
  | "REMOTE_BUSY"
  /** An outside service failed or gave no usable answer; worth another try. */
  | "REMOTE_FAILED"
  /** An outside service refused for good. */
  | "REMOTE_REFUSED";

/** An expected failure with a sentence that the person at the screen can act on. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields?: Record<string, string>;
  readonly retryAfterSeconds?: number;

  constructor(
    code: ErrorCode,
    message: string,
    more: { fields?: Record<string, string>; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = "AppError";
    this.code = code;
    this.fields = more.fields;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
