"use client";

import { type NoticeLink, notify } from "@/components/ui/notify";
import { useAction } from "@/components/use-action";
import type { ActionResult } from "@/lib/action";

type PressOptions<T> = {
  /** What to say when it worked; a notice of the action itself (stored, starts later) takes its place. */
  done?: string | ((data: T) => string);
  /** Where what was done can be seen; stands in the notice. */
  link?: (data: T) => NoticeLink;
  /** After success, beside the notice. */
  onDone?: (data: T) => void;
  /** A form shows what is wrong at its fields; then no notice repeats it. */
  isForm?: boolean;
};

/**
 * A control that runs one server action and tells how it went in a notice: `const check = usePress(checkNowAction, { done: "…" })`,
 * then `<Button isPending={check.isPending} onClick={() => check.run({ resourceId })}>`. Forms read `check.fields` for errors per field.
 */
export function usePress<I, T>(
  act: (input: I) => Promise<ActionResult<T>>,
  { done, link, onDone, isForm = false }: PressOptions<T> = {},
) {
  return useAction<I, T>(act, {
    onDone(data, notice) {
      const text = notice ?? (typeof done === "function" ? done(data) : done);
      if (text) notify.success(text, link?.(data));
      onDone?.(data);
    },
    onFailed(failure) {
      if (!isForm || failure.fields === undefined) notify.failure(failure.message);
    },
  });
}
