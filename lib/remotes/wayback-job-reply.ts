import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { RetryClass } from "@/lib/snapshots/archive-codes";
import { retryClassOf } from "./wayback-submit-reply";
import { parseRetryAfter, parseTimestamp } from "./wayback-time";
import type { WaybackReply } from "./wayback-transport";

/** What the archive says of one job. Of a job that it never had or has forgotten it says `pending` for ever, or nothing. */
export type JobOutcome =
  | { kind: "pending" }
  | { kind: "success"; timestamp: string; capturedAt: Date; originalUrl: string | null; httpStatus: number | null }
  /** This job points to an earlier one, which has the result. */
  | { kind: "moved"; jobId: string }
  | { kind: "error"; code: string | null; message: string; retry: RetryClass };

const JobBody = z.object({
  job_id: z.string().min(1),
  status: z.enum(["pending", "success", "error"]),
  status_ext: z.string().nullish(),
  message: z.string().nullish(),
  exception: z.string().nullish(),
  timestamp: z.string().nullish(),
  original_url: z.string().nullish(),
  original_job_id: z.string().nullish(),
  http_status: z.coerce.number().int().nullish().catch(null),
});

type JobBody = z.infer<typeof JobBody>;

/**
 * Jobs of a batch answer, by id. A list is usual, a map has been seen; ids may be absent; an object that holds only a message
 * answers nothing. Throws as {@link parseJson} does, and REMOTE_FAILED for such a message.
 */
export function readBatchReply(reply: WaybackReply, now: Date): Map<string, JobOutcome> {
  const json = parseJson(reply, now);
  const bodies = Array.isArray(json) ? json : mapValues(json);
  const jobs = bodies.flatMap((body) => {
    const parsed = JobBody.safeParse(body);
    return parsed.success ? [[parsed.data.job_id, toOutcome(parsed.data)] as const] : [];
  });
  if (jobs.length === 0 && bodies.length > 0 && !Array.isArray(json)) throw notAnAnswer(json);
  return new Map(jobs);
}

function mapValues(json: unknown): unknown[] {
  if (typeof json !== "object" || json === null) return [];
  if ("job_id" in json) return [json];
  return Object.entries(json).map(([id, body]) => (typeof body === "object" ? { job_id: id, ...body } : body));
}

function toOutcome(job: JobBody): JobOutcome {
  if (job.status === "error") {
    const message = job.message ?? job.exception ?? "The archive gave no reason.";
    return { kind: "error", code: job.status_ext ?? null, message, retry: retryClassOf(job.status_ext, message) };
  }
  if (job.status === "pending") return { kind: "pending" };
  const capturedAt = parseTimestamp(job.timestamp ?? undefined);
  if (!capturedAt || !job.timestamp) {
    // A success without a time proves nothing; it is settled by the index when it is overdue.
    return job.original_job_id && job.original_job_id !== job.job_id
      ? { kind: "moved", jobId: job.original_job_id }
      : { kind: "pending" };
  }
  // Has been cut to a bare path: then the URL that was submitted has to do.
  const originalUrl = job.original_url && /^https?:/.test(job.original_url) ? job.original_url : null;
  return { kind: "success", timestamp: job.timestamp, capturedAt, originalUrl, httpStatus: job.http_status ?? null };
}

/** JSON of a 200. Throws REMOTE_BUSY (429), REMOTE_REFUSED (401), REMOTE_FAILED (anything else, or not JSON). */
export function parseJson(reply: WaybackReply, now: Date): unknown {
  if (reply.status === 429) {
    const retryAfterSeconds = parseRetryAfter(reply.headers["retry-after"], now) ?? 60;
    throw new AppError("REMOTE_BUSY", "The archive answered 429: too many requests.", { retryAfterSeconds });
  }
  if (reply.status === 401) throw new AppError("REMOTE_REFUSED", "The archive refuses our keys.");
  if (reply.status !== 200) throw new AppError("REMOTE_FAILED", `The archive answered ${reply.status}.`);
  try {
    return JSON.parse(reply.body === "" ? "[]" : reply.body);
  } catch {
    // An HTML page with status 200: a challenge, or an outage.
    throw new AppError("REMOTE_FAILED", "The archive's answer was not JSON.");
  }
}

function notAnAnswer(json: unknown): AppError {
  const message = z.object({ message: z.string() }).safeParse(json).data?.message;
  return new AppError(
    "REMOTE_FAILED",
    `The archive gave no answer about the jobs${message ? `: ${message.slice(0, 200)}` : "."}`,
  );
}
