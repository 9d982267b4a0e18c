"use client";

import { useEffect, useState } from "react";

/** What was typed and not saved, by setting; lives as long as the window, so that it is there again after a look at another page. */
const drafts = new Map<string, string>();

/** The text of a setting's field: what was typed last, or else what is saved. */
export function useSettingDraft(settingKey: string, saved: string) {
  const [text, setText] = useState(() => drafts.get(settingKey) ?? saved);
  const type = (typed: string) => {
    if (typed === saved) drafts.delete(settingKey);
    else drafts.set(settingKey, typed);
    setText(typed);
  };
  return { text, type, forget: () => drafts.delete(settingKey) };
}

/** Lets the browser ask before the window is left while something is not saved. */
export function useLeaveWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isUnsaved]);
}
