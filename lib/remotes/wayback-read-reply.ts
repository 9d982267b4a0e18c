import { z } from "zod";
import { AppError } from "@/lib/errors";
import { parseJson } from "./wayback-job-reply";
import { parseTimestamp } from "./wayback-time";
import type { WaybackReply } from "./wayback-transport";

/** What the archive says of our account; null for what it did not say, which is never the same as 0. */
export type AccountReport = {
  available: number | null;
  processing: number | null;
  dailyCaptures: number | null;
  dailyCapturesLimit: number | null;
};

const count = z.number().int().min(0).nullish().catch(null);
const AccountBody = z.object({
  available: count,
  processing: count,
  daily_captures: count,
  daily_captures_limit: count,
});

/** Throws as {@link parseJson} does. */
export function readAccountReply(reply: WaybackReply, now: Date): AccountReport {
  const body = AccountBody.safeParse(parseJson(reply, now)).data;
  return {
    available: body?.available ?? null,
    processing: body?.processing ?? null,
    dailyCaptures: body?.daily_captures ?? null,
    dailyCapturesLimit: body?.daily_captures_limit ?? null,
  };
}

const SystemBody = z.object({ status: z.string().min(1).max(500) });

/** What the archive says of itself: `ok`, `down`, its own words, or null for nothing that can be read. */
export function readSystemReply(reply: WaybackReply): string | null {
  if (reply.status === 502) return "down";
  if (reply.status !== 200) return null;
  try {
    return SystemBody.safeParse(JSON.parse(reply.body)).data?.status ?? null;
  } catch {
    return null;
  }
}

/** One row of the index. `httpStatus` is null where the index has none (a revisit). */
export type Capture = { timestamp: string; capturedAt: Date; originalUrl: string; httpStatus: number | null };

const IndexBody = z.array(z.array(z.string()));

/**
 * Rows of the index, oldest first: fields timestamp, original, statuscode. `[]`, an empty body and a header alone all mean none;
 * malformed rows are left out. Throws REMOTE_REFUSED only when the archive says that it has excluded the address, REMOTE_FAILED for
 * another 401 or 403 (the index takes no keys: it is us or our network that is turned away), else as {@link parseJson} does.
 */
export function readIndexReply(reply: WaybackReply, now: Date): Capture[] {
  if (isExclusion(reply)) throw new AppError("REMOTE_REFUSED", "The archive has excluded this address.");
  if (reply.status === 401) throw new AppError("REMOTE_FAILED", "The archive's index answered 401.");
  const rows = IndexBody.safeParse(parseJson(reply, now));
  if (!rows.success) throw new AppError("REMOTE_FAILED", "The archive's index answered something unreadable.");
  return rows.data.flatMap(([timestamp, originalUrl, status]) => {
    const capturedAt = parseTimestamp(timestamp);
    if (!capturedAt || !timestamp || !originalUrl) return [];
    return [{ timestamp, capturedAt, originalUrl, httpStatus: /^\d{3}$/.test(status ?? "") ? Number(status) : null }];
  });
}

/** As recorded by clients: `…AdministrativeAccessControlException: Blocked Site Error`, in the body and in a header. */
function isExclusion({ status, headers, body }: WaybackReply): boolean {
  const said = `${headers["x-archive-wayback-runtime-error"] ?? ""} ${body.slice(0, 10_000)}`;
  return status === 403 && /AccessControlException|Blocked Site|has been excluded/i.test(said);
}

/** What playback shows at one address and time. */
export type Playback = { isVisible: true; httpStatus: number } | { isVisible: false };

/**
 * A capture is visible when the answer is this very memento: the archived page's own status is replayed with `Memento-Datetime`,
 * so a 404 with it is a capture of an error page. A redirect, or another memento, is another capture. Throws REMOTE_BUSY, and REMOTE_FAILED for what is no
 * word on the capture: a challenge, an outage, a closed door.
 */
export function readPlaybackReply(reply: WaybackReply, wanted: Date): Playback {
  const shownAt = Date.parse(reply.headers["memento-datetime"] ?? "");
  if (shownAt === wanted.getTime()) return { isVisible: true, httpStatus: reply.status };
  if (reply.status === 429) {
    throw new AppError("REMOTE_BUSY", "The archive answered 429: too many requests.", { retryAfterSeconds: 60 });
  }
  const isAbsent = !Number.isNaN(shownAt) || (reply.status >= 300 && reply.status < 400) || reply.status === 404;
  if (isAbsent || isExclusion(reply)) return { isVisible: false };
  throw new AppError("REMOTE_FAILED", `The archive answered ${reply.status}.`);
}
