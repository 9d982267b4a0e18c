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

/** What happens next by itself, or what a person can do. */
export function snapshotNextStep({ status, reason, archiveCode }: Told): string {
  if (status === "queued" && reason === "paused_by_person") return "Press Resume to let it go on.";
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
