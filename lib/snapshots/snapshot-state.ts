import type { SnapshotStatus } from "@/prisma/generated/enums";

/** Allowed moves of a snapshot. `success` is never left for a failure: only the proof may revoke it. */
const NEXT_STATUSES: Record<SnapshotStatus, readonly SnapshotStatus[]> = {
  queued: ["submitting", "pending", "success", "skipped"],
  submitting: ["queued", "pending", "unknown", "error", "success", "skipped"],
  pending: ["success", "error", "expired", "queued"],
  unknown: ["success", "queued", "error", "expired", "pending"],
  success: ["verified", "lost"],
  verified: ["lost"],
  // Captures have come back after they had vanished.
  lost: ["verified"],
  // A person tries again.
  error: ["queued"],
  expired: ["queued"],
  // A person takes a cancellation back.
  skipped: ["queued"],
};

/** The statuses from which `to` may be reached: the WHERE of every update. */
export function statusesBefore(to: SnapshotStatus): SnapshotStatus[] {
  return (Object.keys(NEXT_STATUSES) as SnapshotStatus[]).filter((from) => NEXT_STATUSES[from].includes(to));
}

/** On their way: at most one of these per resource (the index "Snapshot_one_open"). */
export const OPEN_STATUSES = ["queued", "submitting", "pending", "unknown"] as const satisfies SnapshotStatus[];

/** Whether nothing has been sent yet, so that it can be taken back. */
export function isCancellable(snapshot: { status: SnapshotStatus; submittedAt: Date | null }): boolean {
  return snapshot.status === "queued" || (snapshot.status === "submitting" && snapshot.submittedAt === null);
}

/** Whether a person has paused this one. */
export function isPaused({ status, reason }: { status: SnapshotStatus; reason: string | null }): boolean {
  return status === "queued" && reason === "paused_by_person";
}

export function isOpen(status: SnapshotStatus): boolean {
  return (OPEN_STATUSES as readonly SnapshotStatus[]).includes(status);
}

type Words = { label: string; sentence: string; nextStep: string };

/** What each status is called, means, and what comes next. */
export const STATUS_WORDS: Record<SnapshotStatus, Words> = {
  queued: {
    label: "Queued",
    sentence: "Waits for its turn at the Wayback Machine.",
    nextStep: "It is submitted at the allowed pace; nothing to do.",
  },
  submitting: {
    label: "Submitting",
    sentence: "Is being handed to the Wayback Machine.",
    nextStep: "Nothing to do.",
  },
  pending: {
    label: "Capturing",
    sentence: "The Wayback Machine is capturing the page.",
    nextStep: "Its answer is read every few seconds; nothing to do.",
  },
  success: {
    label: "Captured",
    sentence: "The Wayback Machine says that it has captured the page.",
    nextStep: "Holdfast looks later whether the capture can be seen.",
  },
  verified: {
    label: "Verified",
    sentence: "The capture is in the Wayback Machine's index with a good status.",
    nextStep: "It is looked at again from time to time.",
  },
  error: {
    label: "Failed",
    sentence: "The Wayback Machine could not capture the page.",
    nextStep: "Read the reason; press Retry when it is mended.",
  },
  expired: {
    label: "Expired",
    sentence: "No result came, and the index shows no capture.",
    nextStep: "It is submitted again by schedule, or press Retry.",
  },
  skipped: {
    label: "Skipped",
    sentence: "Was not submitted, for the reason given.",
    nextStep: "Once the reason is gone, it can be asked for again.",
  },
  unknown: {
    label: "Unclear",
    sentence: "Was sent, but no usable answer came: it may have been captured.",
    nextStep: "Holdfast looks into the index before anything is sent again.",
  },
  lost: {
    label: "Lost",
    sentence: "Was a success, but the Wayback Machine no longer shows it.",
    nextStep: "Press Archive now for a new snapshot.",
  },
};

/** Why a request led to no submission. */
export const SKIP_REASONS = [
  "recent_success",
  "already_open",
  "not_public",
  "deleted",
  "collection_off",
  "switched_off",
  "not_valid",
  "cancelled",
  "url_changed",
] as const;

export type SkipReason = (typeof SKIP_REASONS)[number];

/** Why a snapshot waits, failed or is in doubt, besides the archive's own codes. */
export const SNAPSHOT_REASONS = [
  ...SKIP_REASONS,
  "refused",
  "capture_failed",
  "no_answer",
  "bad_answer",
  "recent_elsewhere",
  "busy",
  "quota",
  "reserve",
  "paused_by_person",
  "unauthorised",
  "keys_missing",
  "paused",
  "not_visible_yet",
  "bad_status",
  "vanished",
  "unlike",
  "same_job",
  "overdue",
  "no_result",
  "index_silent",
  "index_waits",
] as const;

export type SnapshotReason = (typeof SNAPSHOT_REASONS)[number];

/** A sentence for each reason, with the next step where there is one. */
export const REASON_SENTENCES: Record<SnapshotReason, string> = {
  recent_success:
    "A snapshot of this URL is recent enough. Archive it again from its own page if you need a newer one.",
  already_open: "A snapshot of this resource is already on its way.",
  not_public: "Only public, listed resources are given to the Wayback Machine.",
  deleted: "The resource has been deleted.",
  collection_off: "Snapshots are off for this collection.",
  switched_off: "Snapshots are switched off in the settings.",
  not_valid: "The last check found no good page, so there is nothing worth capturing.",
  cancelled: "A person cancelled it.",
  url_changed: "The URL was edited after this was asked for; the new URL gets its own snapshot.",
  refused: "The Wayback Machine refused it.",
  capture_failed: "The Wayback Machine tried and failed.",
  no_answer: "It was sent, but no answer came. Holdfast looks into the index before it sends anything again.",
  bad_answer: "The Wayback Machine answered something that can't be read. Holdfast looks into the index first.",
  recent_elsewhere: "The Wayback Machine already has a recent capture; Holdfast looks it up.",
  busy: "The Wayback Machine asked to wait.",
  quota: "The day's allowance at the Wayback Machine is used up. It goes on after 00:00 UTC.",
  reserve: "What is left of the day's allowance is kept for people who press Archive now. It goes on after 00:00 UTC.",
  paused_by_person: "A person paused it. Press Resume to let it go on.",
  unauthorised: "The Wayback Machine refuses our keys. An admin must replace them.",
  keys_missing: "No keys for the Wayback Machine are set. An admin must set ARCHIVE_ACCESS_KEY and ARCHIVE_SECRET_KEY.",
  paused: "Outgoing traffic is paused in the settings.",
  not_visible_yet: "The capture was announced but can't be seen yet. Holdfast looks again.",
  bad_status: "The archived page is an error page.",
  vanished: "The capture could be seen once, but no longer.",
  unlike: "The capture can be seen, but shows something else than the page that the last check saw.",
  same_job: "The Wayback Machine repeats how its last try at this URL ended. It does so for about 75 minutes.",
  overdue: "The result is overdue. Holdfast looks into the index.",
  no_result: "No result came in time, and the index shows no capture.",
  index_waits:
    "An earlier try may have been captured. Holdfast waits for the archive's index before it sends anything again.",
  index_silent: "No result came, and the archive's index gave no answer for too long. Press Retry to submit it again.",
};

/** The sentence of a stored reason; the code itself when it is one that this version does not know. */
export function reasonSentence(reason: string): string {
  return Object.hasOwn(REASON_SENTENCES, reason) ? REASON_SENTENCES[reason as SnapshotReason] : reason;
}
