"use client";

import { useEffect, useState } from "react";

/** Often enough to tell somebody who waits, rare enough to cost nothing. */
const ASK_EVERY_MS = 15_000;
const ASK_AGAIN_MS = 3_000;

export type Health = {
  /** The web process answered at all. */
  isReachable: boolean;
  /** Parts that don't work, with the sentence they gave. */
  failing: Record<string, string>;
};

type Answer = { parts?: Record<string, { ok: boolean; detail?: string }> };

/** How the parts of Holdfast are, from GET /api/health; null until the first answer. Asks more often while something is wrong. */
export function useHealth(): Health | null {
  const [health, setHealth] = useState<Health | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    async function look() {
      const answer = document.hidden ? null : await ask();
      if (isOver) return;
      if (answer) setHealth(answer);
      const isWell = answer === null || (answer.isReachable && Object.keys(answer.failing).length === 0);
      timer = setTimeout(look, isWell ? ASK_EVERY_MS : ASK_AGAIN_MS);
    }
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, []);
  return health;
}

async function ask(): Promise<Health> {
  try {
    const response = await fetch("/api/health", { cache: "no-store", headers: { accept: "application/json" } });
    const answer: Answer = await response.json();
    const failing = Object.entries(answer.parts ?? {}).filter(([, part]) => !part.ok);
    return { isReachable: true, failing: Object.fromEntries(failing.map(([name, part]) => [name, part.detail ?? ""])) };
  } catch {
    return { isReachable: false, failing: {} };
  }
}
