"use client";

import { unstable_rethrow } from "next/navigation";
import { useState, useTransition } from "react";
import type { ActionFailure, ActionResult } from "@/lib/action";

const NOT_REACHED: ActionFailure = {
  code: "UNEXPECTED",
  message: "Holdfast can't be reached. Check your connection and try again.",
};

type Options<T> = {
  /** After success, inside the transition; `notice` is what the action wants said. */
  onDone?: (data: T, notice: string | undefined) => void;
  /** After a refusal or a failure: show its sentence, e.g. as a toast. */
  onFailed?: (failure: ActionFailure) => void;
};

/**
 * Calls a server action from a button or a form of the browser: `run(input)`, `isPending` while it is under way, and `failure` of the last
 * call with a sentence per field. A second press while pending does nothing.
 */
export function useAction<I, T>(act: (input: I) => Promise<ActionResult<T>>, { onDone, onFailed }: Options<T> = {}) {
  const [isPending, startTransition] = useTransition();
  const [failure, setFailure] = useState<ActionFailure | null>(null);

  function run(input: I): void {
    if (isPending) return;
    startTransition(async () => {
      const result = await reach(act, input);
      setFailure(result.ok ? null : result.error);
      if (result.ok) onDone?.(result.data, result.notice);
      else onFailed?.(result.error);
    });
  }

  return { run, isPending, failure, fields: failure?.fields ?? {}, clear: () => setFailure(null) };
}

async function reach<I, T>(act: (input: I) => Promise<ActionResult<T>>, input: I): Promise<ActionResult<T>> {
  try {
    return await act(input);
  } catch (error) {
    unstable_rethrow(error);
    return { ok: false, error: NOT_REACHED };
  }
}
