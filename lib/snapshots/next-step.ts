import type { SnapshotStatus } from "@/prisma/generated/enums";
import { archiveCodeNextStep, archiveCodeWords } from "./archive-codes";
import { reasonSentence, STATUS_WORDS } from "./snapshot-state";

/* What is said of one snapshot wherever it is shown. Browser-safe. */

type Told = { status: SnapshotStatus; reason: string | null; detail: string | null; archiveCode: string | null };

/** Why it waits, failed or was left out; what its status means when nothing is said. */
export function snapshotSentence({ status, reason, detail, archiveCode }: Told): string {
  if (detail) return detail;
  if (archiveCode) return archiveCodeWords(archiveCode).sentence;
  return reason ? reasonSentence(reason) : STATUS_WORDS[status].sentence;
}

/** For those that wait for more than their turn. */
const WAITING_FOR: Readonly<Record<string, string>> = {
  paused_by_person: "Press Resume to let it go on.",
  unauthorised: "It goes on by itself when the keys are good.",
  keys_missing: "It goes on by itself when keys are set.",
  quota: "It goes on by itself after 00:00 UTC.",
  reserve: "It goes on by itself after 00:00 UTC.",
};

/** What happens next by itself, or what a person can do. */
export function snapshotNextStep({ status, reason, archiveCode }: Told): string {
  const awaited = status === "queued" && reason !== null ? WAITING_FOR[reason] : undefined;
  if (awaited) return awaited;
  if (archiveCode && (status === "queued" || status === "error"))
    return archiveCodeNextStep(archiveCode, status === "error");
  if (reason === "bad_status") return "Press Archive now when the page is well again.";
  return STATUS_WORDS[status].nextStep;
}

/** How alike a capture is to the page that our last good check saw, in words; null when that is not known. */
export function similarityWords(similarity: number | null | undefined, unlikeBelow: number): string | null {
  if (similarity === null || similarity === undefined) return null;
  if (similarity < unlikeBelow) return "looks different from the page that our last check saw";
  return similarity >= 0.8 ? "looks like the page" : "looks like the page, with differences";
}
