"use client";

import { notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import type { ActionResult } from "@/lib/action";

type PressOptions<T> = {
  /** What to say when it worked; a notice of the action itself (stored, starts later) takes its place. */
  done?: string | ((data: T) => string);
  /** After success, beside the notice. */
  onDone?: (data: T) => void;
};

/**
 * A control that runs one server action and tells how it went in a notice: `const check = usePress(checkNowAction, { done: "…" })`,
 * then `<Button isPending={check.isPending} onClick={() => check.run({ resourceId })}>`. Forms read `check.fields` for errors per field.
 */
export function usePress<I, T>(act: (input: I) => Promise<ActionResult<T>>, { done, onDone }: PressOptions<T> = {}) {
  return useAction<I, T>(act, {
    onDone(data, notice) {
      const text = notice ?? (typeof done === "function" ? done(data) : done);
      if (text) notify.success(text);
      onDone?.(data);
    },
    onFailed: (failure) => notify.failure(failure.message),
  });
}
