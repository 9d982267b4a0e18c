import type { KeyboardEvent } from "react";

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), [tabindex="0"]';

/** Arrow up and down move the focus to the same control of the row before or after. For `<tbody onKeyDown>`. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  const { target } = event;
  if (!(target instanceof HTMLElement) || isTyping(target)) return;
  const row = target.closest("tr");
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  if (!row || !next) return;
  const position = controlsOf(row).indexOf(target);
  const controls = controlsOf(next);
  controls[Math.min(position, controls.length - 1)]?.focus();
  event.preventDefault();
}

function controlsOf(row: Element): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(FOCUSABLE)];
}

function isTyping(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement
    ? target.type !== "checkbox"
    : target.matches("select, textarea, [role=menuitem]");
}
