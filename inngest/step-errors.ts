import { NonRetriableError, RetryAfterError } from "inngest";
import { AppError, type ErrorCode } from "@/lib/errors";

/** Trying again changes nothing: a person, or another choice, has to. */
const FINAL: ReadonlySet<ErrorCode> = new Set(["REMOTE_REFUSED", "INVALID", "NOT_FOUND", "FORBIDDEN", "TOO_LARGE"]);

/**
 * Runs a verb inside a step and says in the engine's words what its failure means: later (the service asked to wait), never, or as
 * usual (backoff).
 */
export async function attempt<T>(verb: () => Promise<T>): Promise<T> {
  try {
    return await verb();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "REMOTE_BUSY") {
      throw new RetryAfterError(error.message, `${Math.max(1, Math.ceil(error.retryAfterSeconds ?? 60))}s`, {
        cause: error,
      });
    }
    if (FINAL.has(error.code)) throw new NonRetriableError(error.message, { cause: error });
    throw error;
  }
}
