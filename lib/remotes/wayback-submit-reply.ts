import { z } from "zod";
import { archiveCodeWords, type RetryClass } from "@/lib/snapshots/archive-codes";
import { parseDuration, parseRetryAfter } from "./wayback-time";
import type { WaybackReply } from "./wayback-transport";

/** What became of one `POST /save`. Nearly every refusal comes as HTTP 200; see docs/wayback.md. */
export type SubmitOutcome =
  /** A job runs. `startsInSeconds` when the archive announced a delay. */
  | { kind: "accepted"; jobId: string; startsInSeconds: number | null }
  /** A recent capture serves; without `jobId` it has to be found in the index. */
  | { kind: "reused"; jobId: string | null; ageSeconds: number | null }
  | { kind: "refused"; code: string | null; message: string; retry: RetryClass }
  /** Our network or account is turned away, or this page: nobody recorded which. */
  | { kind: "turned_away"; code: string | null; message: string }
  /** Our account's slots or rate are used up: everybody waits. */
  | { kind: "account_busy"; code: string | null; message: string; retryAfterSeconds: number | null }
  /** The day's allowance of the account: everybody waits until 00:00 UTC. */
  | { kind: "quota_used_up"; code: string | null; message: string }
  | { kind: "unauthorised"; message: string }
  /** Nothing left this machine: sending again is safe. */
  | { kind: "not_sent"; message: string }
  /** It may have been captured: look before sending again. */
  | { kind: "unknown"; reason: "no_answer" | "bad_answer"; message: string };

const SaveBody = z.object({
  job_id: z.string().min(1).nullish(),
  message: z.string().nullish(),
  status: z.string().nullish(),
  status_ext: z.string().nullish(),
});

type SaveBody = z.infer<typeof SaveBody>;

/** Reads the archive's answer to a submission. Pure. */
export function readSubmitReply(reply: WaybackReply, now: Date): SubmitOutcome {
  const body = parseSaveBody(reply.body);
  if (reply.status === 401) {
    return { kind: "unauthorised", message: body?.message ?? "The archive refuses our keys." };
  }
  // A job is a job, whatever the status around it.
  if (reply.status === 429 && !body?.job_id) {
    const retryAfterSeconds = parseRetryAfter(reply.headers["retry-after"], now);
    return {
      kind: "account_busy",
      code: null,
      message: "The archive answered 429: too many requests.",
      retryAfterSeconds,
    };
  }
  if (reply.status === 403) return { kind: "turned_away", code: null, message: "The archive answered 403." };
  if (reply.status === 400) {
    return { kind: "refused", code: null, message: "The archive answered 400.", retry: "never" };
  }
  if (reply.status !== 200 && !body?.job_id) {
    return { kind: "unknown", reason: "bad_answer", message: `The archive answered ${reply.status}.` };
  }
  if (!body) return { kind: "unknown", reason: "bad_answer", message: "The archive's answer was not JSON." };
  if (body.status === "error" || body.status_ext) return readRefusal(body);
  return body.job_id ? readAccepted(body, body.job_id) : readMessageOnly(body);
}

function parseSaveBody(text: string): SaveBody | null {
  try {
    return SaveBody.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not JSON: an HTML page, which is what errors of archive.org look like.
    return null;
  }
}

const REUSED = /snapshot had been made|captured .* ago/i;

function readAccepted({ message }: SaveBody, jobId: string): SubmitOutcome {
  if (message && REUSED.test(message)) return { kind: "reused", jobId, ageSeconds: ageOf(message) };
  const delay = message ? /capture will (?:start|begin) in (.*)/i.exec(message)?.[1] : undefined;
  return { kind: "accepted", jobId, startsInSeconds: delay ? parseDuration(delay.replace(/\bs\b/, "seconds")) : null };
}

function readMessageOnly(body: SaveBody): SubmitOutcome {
  if (body.message && REUSED.test(body.message)) {
    return { kind: "reused", jobId: null, ageSeconds: ageOf(body.message) };
  }
  return readRefusal(body);
}

/** "… was made 2 hours, 3 minutes ago. You can make new capture … after 1 hour": the age stands before "ago". */
function ageOf(message: string): number | null {
  return parseDuration(message.split(/\bago\b/)[0] ?? "");
}

const SESSIONS = /already reached the limit of active/i;
const ACCOUNT_DAY = /daily .*captures limit|cannot make more than \d+ captures per day/i;

const OUR_ADDRESS = /your ip address is in the .*block list/i;

/** Texts that come without a code, with the code that they stand for. */
const TEXTS: [RegExp, string][] = [
  [/already captured \d+ times today/i, "error:too-many-daily-captures"],
  [/block list/i, "error:blocked-url"],
  [/url syntax is not valid/i, "error:invalid-url-syntax"],
  [/cannot resolve host/i, "error:invalid-host-resolution"],
  [/cannot start capture/i, "error:celery"],
  [/encountered an internal error/i, "error:internal-server-error"],
  [/crawling this host is paused/i, "error:too-many-requests"],
  [/live page is not available: *chrome-error/i, "error:cannot-fetch"],
  [/live page is not available/i, "error:no-captures"],
];

function readRefusal({ status_ext: code, message: text }: SaveBody): SubmitOutcome {
  const message = text ?? "The archive gave no reason.";
  if (code === "error:user-session-limit" || SESSIONS.test(message)) {
    return { kind: "account_busy", code: code ?? null, message, retryAfterSeconds: null };
  }
  if (
    code === "error:max-daily-bandwidth" ||
    code === "error:max-daily-bandwidth-from-ip" ||
    ACCOUNT_DAY.test(message)
  ) {
    return { kind: "quota_used_up", code: code ?? null, message };
  }
  if (code === "error:blocked-client-ip" || OUR_ADDRESS.test(message)) {
    return { kind: "turned_away", code: code ?? "error:blocked-client-ip", message };
  }
  return { kind: "refused", code: code ?? null, message, retry: retryClassOf(code, message) };
}

const WORTH_RETRYING = new Set([408, 409, 429, 500, 502, 503, 504, 507, 508]);

/** By code; without one by the known texts; without those by the page's own status at the end of the message. */
export function retryClassOf(code: string | null | undefined, message: string): RetryClass {
  if (code) return archiveCodeWords(code).retry;
  const known = TEXTS.find(([pattern]) => pattern.test(message));
  if (known) return archiveCodeWords(known[1]).retry;
  const status = /\(HTTP status=(\d{3})\)/.exec(message)?.[1];
  if (status) return WORTH_RETRYING.has(Number(status)) ? "later" : "never";
  return "once";
}
