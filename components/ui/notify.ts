"use client";

import type { Route } from "next";

/** A page that says more than a notice can. */
export type NoticeLink = { label: string; href: Route };

/** A notice that waits to be shown. */
export type Notice = { kind: "success" | "failure"; text: string; link?: NoticeLink; onUndo?: () => void };

type Listener = () => void;

let waiting: readonly Notice[] = [];
const listeners = new Set<Listener>();

function send(notice: Notice): void {
  waiting = [...waiting, notice];
  for (const listener of listeners) listener();
}

/** Short notices at the edge of the screen, read out politely. */
export const notify = {
  /** It worked. */
  success: (text: string, link?: NoticeLink): void => send({ kind: "success", text, link }),
  /** It did not; the sentence says what to do. Stays longer. */
  failure: (text: string): void => send({ kind: "failure", text }),
  /** It worked and can be taken back for as long as the notice stands (10 s). */
  undoable: (text: string, onUndo: () => void): void => send({ kind: "success", text, onUndo }),
};

/** For the board that shows them: what waits, and when more comes. */
export const waitingNotices = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  peek: (): readonly Notice[] => waiting,
  take(): readonly Notice[] {
    const taken = waiting;
    waiting = [];
    return taken;
  },
};
