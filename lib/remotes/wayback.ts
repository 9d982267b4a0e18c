import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { createBodyReader } from "./probe-body";
import type { ProbeBody } from "./probe-facts";
import { type JobOutcome, readBatchReply } from "./wayback-job-reply";
import {
  type AccountReport,
  type Capture,
  type Playback,
  readAccountReply,
  readIndexReply,
  readPlaybackReply,
  readSystemReply,
} from "./wayback-read-reply";
import { readSubmitReply, type SubmitOutcome } from "./wayback-submit-reply";
import { formatTimestamp } from "./wayback-time";
import {
  askForPage,
  askWayback,
  NoAnswerError,
  type WaybackPage,
  type WaybackReply,
  type WaybackRequest,
} from "./wayback-transport";

/** How long to wait for the archive, and by what address it can reach us. */
export type WaybackCall = { timeoutMs: number; contact: string };

/**
 * `POST /save`: asks for one capture. Every way it can end is an outcome, also "no answer"; never sent twice.
 * Throws PAUSED when no keys are set.
 */
export async function submitUrl(url: string, call: WaybackCall): Promise<SubmitOutcome> {
  try {
    const form = { url, skip_first_archive: "1" };
    const reply = await askWayback({ method: "POST", url: address("/save"), form, isSigned: true, ...call });
    return readSubmitReply(reply, new Date());
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    return error.wasSent
      ? { kind: "unknown", reason: "no_answer", message: error.message }
      : { kind: "not_sent", message: error.message };
  }
}

/** `POST /save/status` with several ids. Absent from the map: the archive said nothing of that job. */
export async function getJobs(jobIds: readonly string[], call: WaybackCall): Promise<Map<string, JobOutcome>> {
  const form = { job_ids: jobIds.join(",") };
  return readBatchReply(
    await ask({ method: "POST", url: address("/save/status"), form, isSigned: true, ...call }),
    new Date(),
  );
}

/** `GET /save/status/user`: costs no capture, so it also tells whether the keys are good (REMOTE_REFUSED when not). */
export async function getAccount(call: WaybackCall): Promise<AccountReport> {
  // The archive caches this answer; a changing parameter asks anew.
  const url = address("/save/status/user", { _t: String(Date.now()) });
  return readAccountReply(await ask({ method: "GET", url, isSigned: true, ...call }), new Date());
}

/** `GET /save/status/system`: `ok`, `down` (502: critical trouble), or the archive's words of what is wrong. Null: it did not say. Wants no keys. */
export async function getSystem(call: WaybackCall): Promise<string | null> {
  try {
    return readSystemReply(
      await askWayback({ method: "GET", url: address("/save/status/system"), isSigned: false, ...call }),
    );
  } catch (error) {
    if (error instanceof NoAnswerError) return null;
    throw error;
  }
}

/** Captures of a URL within a span, oldest first, from the index (CDX). An empty answer is no proof: the index lags. */
export async function findCaptures(
  { url, from, to }: { url: string; from: Date; to?: Date },
  call: WaybackCall,
): Promise<Capture[]> {
  const query = {
    url,
    output: "json",
    fl: "timestamp,original,statuscode",
    from: formatTimestamp(from),
    ...(to ? { to: formatTimestamp(to) } : {}),
    limit: "50",
  };
  return readIndexReply(
    await ask({ method: "GET", url: address("/cdx/search/cdx", query), isSigned: false, ...call }),
    new Date(),
  );
}

/** Whether playback shows exactly this capture. */
export async function getPlayback(
  { url, capturedAt }: { url: string; capturedAt: Date },
  call: WaybackCall,
): Promise<Playback> {
  const target = new URL(`/web/${formatTimestamp(capturedAt)}id_/${url}`, env().ARCHIVE_WEB_URL);
  return readPlaybackReply(
    await ask({ method: "GET", url: target, isSigned: false, maxBytes: 0, ...call }),
    capturedAt,
  );
}

/** What a capture says, for comparison; null where playback does not show exactly this capture, or nothing that can be compared. */
export async function sketchCapture(
  { url, capturedAt }: { url: string; capturedAt: Date },
  call: WaybackCall,
): Promise<Uint8Array | null> {
  const target = new URL(`/web/${formatTimestamp(capturedAt)}id_/${url}`, env().ARCHIVE_WEB_URL);
  const read = { isSigned: false, maxBytes: SKETCHED_BYTES, isCut: true };
  const page = await answered(() => askForPage({ method: "GET", url: target, ...read, ...call }));
  const playback = readPlaybackReply({ ...page, body: "" }, capturedAt);
  if (!playback.isVisible || playback.httpStatus >= 400) return null;
  return (await bodyOf(page)).sketch;
}

/** Enough of a page to know it again. */
const SKETCHED_BYTES = 524_288;

/** The body as a check would have read it: unpacked, and decoded as its type says. */
function bodyOf({ headers, bytes }: WaybackPage): Promise<ProbeBody> {
  return new Promise((resolve) => {
    const onDone = ({ isTruncated }: { isTruncated: boolean }) => resolve(reader.stop(isTruncated));
    const reader = createBodyReader({ headers, maxBytes: SKETCHED_BYTES, onDone, onDrain: () => undefined });
    reader.push(bytes);
    reader.end();
  });
}

/** Where people see a capture; on the archive's public address, or the sandbox's. */
export function snapshotUrlOf(timestamp: string, url: string): string {
  return `${env().ARCHIVE_WEB_URL.replace(/\/$/, "")}/web/${timestamp}/${url}`;
}

function address(path: string, query: Record<string, string> = {}): URL {
  const url = new URL(path, env().ARCHIVE_WEB_URL);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** A read: no answer is simply a failure, as asking again does no harm. */
function ask(request: WaybackRequest): Promise<WaybackReply> {
  return answered(() => askWayback(request));
}

async function answered<T>(asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (error) {
    if (error instanceof NoAnswerError) throw new AppError("REMOTE_FAILED", error.message, { cause: error });
    throw error;
  }
}
