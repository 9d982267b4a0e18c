import { reasonText, VERDICT_TEXT, type Verdict } from "@/lib/resources/verdict";

const ACTIONS: Readonly<Record<string, string>> = {
  check: "Check",
  snapshot: "Archive",
  acknowledge: "Acknowledge",
  withdraw: "Withdraw acknowledgement of",
  snapshot_retry: "Retry snapshots of",
  snapshot_cancel: "Cancel snapshots of",
  snapshot_pause: "Pause snapshots of",
  snapshot_resume: "Resume snapshots of",
};

/** What a bulk run does, before the number of its resources: "Check 12 resources". Browser-safe. */
export function bulkActionLabel(action: string): string {
  return ACTIONS[action] ?? action;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  refused: "Refused",
  cancelled: "Cancelled",
  deleted: "Deleted",
  queued: "Queued",
  already_open: "On its way",
  recent_success: "Has a recent one",
  collection_off: "Off for its collection",
  switched_off: "Switched off",
  acknowledged: "Acknowledged",
  nothing_to_acknowledge: "Nothing to acknowledge",
  withdrawn: "Withdrawn",
  nothing_to_withdraw: "Nothing to withdraw",
  retried: "Waits again",
  nothing_to_retry: "Nothing to retry",
  called_back: "Called back",
  nothing_to_cancel: "Nothing to cancel",
  paused_by_person: "Paused",
  nothing_to_pause: "Nothing to pause",
  resumed: "Resumed",
  nothing_to_resume: "Nothing to resume",
};

/** What became of an item of a bulk run, in a word or two; verdicts by their names, reasons of a skip as their codes read. Browser-safe. */
export function outcomeLabel(outcome: string | null): string {
  if (outcome === null) return "Waiting";
  if (isVerdict(outcome)) return VERDICT_TEXT[outcome].label;
  const words = outcome.replaceAll("_", " ");
  return OUTCOMES[outcome] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Why, in a sentence: checks note the code of their reason. "" when there is nothing to say. */
export function outcomeMessage({ outcome, message }: { outcome: string | null; message: string | null }): string {
  if (outcome === "deleted") return "It was deleted before its turn.";
  if (message === null) return "";
  return outcome !== null && isVerdict(outcome) ? reasonText(message).meaning : message;
}

function isVerdict(outcome: string): outcome is Verdict {
  return Object.hasOwn(VERDICT_TEXT, outcome);
}
