import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { attempt } from "./step-errors";

const failing = (error: unknown) => attempt(() => Promise.reject(error));

test("a busy service is asked again after the time it named", async () => {
  const error = await failing(new AppError("REMOTE_BUSY", "Busy.", { retryAfterSeconds: 90 })).catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(RetryAfterError);
  expect(error).toMatchObject({ message: "Busy.", retryAfter: "90" });
});

test.each(["REMOTE_REFUSED", "INVALID", "NOT_FOUND", "FORBIDDEN"] as const)("%s is never tried again", async (code) => {
  await expect(failing(new AppError(code, "No."))).rejects.toBeInstanceOf(NonRetriableError);
});

test("other failures, also unexpected ones, are left to the engine's backoff", async () => {
  const bug = new TypeError("oops");
  const failed = new AppError("REMOTE_FAILED", "Down.");
  await expect(failing(bug)).rejects.toBe(bug);
  await expect(failing(failed)).rejects.toBe(failed);
  await expect(attempt(async () => 7)).resolves.toBe(7);
});
