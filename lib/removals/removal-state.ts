import type { RemovalState } from "@/prisma/generated/enums";

/*
 * States of a removal request. Browser-safe. They record what people did and were told by e-mail: none of them deletes or hides anything.
 */

/** In the order of a request's life. */
export const REMOVAL_STATES = ["drafted", "sent", "done", "refused", "unanswered"] as const satisfies RemovalState[];

/** An outcome may be corrected, and asked for again; a text that was sent is no draft any more. */
const NEXT_STATES: Record<RemovalState, readonly RemovalState[]> = {
  drafted: ["sent"],
  sent: ["done", "refused", "unanswered"],
  done: ["sent", "refused", "unanswered"],
  refused: ["sent", "done", "unanswered"],
  unanswered: ["sent", "done", "refused"],
};

export function removalStatesAfter(from: RemovalState): readonly RemovalState[] {
  return NEXT_STATES[from];
}

/** The states from which `to` may be reached: the WHERE of the update. */
export function removalStatesBefore(to: RemovalState): RemovalState[] {
  return REMOVAL_STATES.filter((from) => NEXT_STATES[from].includes(to));
}

/** Somebody still has to do something, or waits for an answer: at most one of these per resource (the index "RemovalRequest_one_open"). */
export const OPEN_REMOVAL_STATES = ["drafted", "sent"] as const satisfies RemovalState[];

export function isRemovalOpen(state: RemovalState): boolean {
  return (OPEN_REMOVAL_STATES as readonly RemovalState[]).includes(state);
}

type Words = {
  label: string;
  /** The button that brings it here. */
  verb: string;
  sentence: string;
};

export const REMOVAL_WORDS: Record<RemovalState, Words> = {
  drafted: {
    label: "Drafted",
    verb: "Draft",
    sentence: "The text is ready. Somebody must send it from their own mailbox.",
  },
  sent: {
    label: "Sent",
    verb: "I have sent it",
    sentence: "People at the archive decide; answers take days, and none is promised.",
  },
  done: {
    label: "Removed",
    verb: "They removed it",
    sentence: "The archive says that it removed it. The link here stays until a look at the archive shows it gone.",
  },
  refused: { label: "Refused", verb: "They refused", sentence: "The archive did not agree." },
  unanswered: { label: "No answer", verb: "No answer came", sentence: "Nobody answered. It can be asked again." },
};

/** What a request may ask for. */
export const REMOVAL_SCOPES = ["url", "host"] as const;
export type RemovalScope = (typeof REMOVAL_SCOPES)[number];
