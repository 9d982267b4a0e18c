import { cloneElement, type HTMLAttributes, type ReactElement } from "react";

/** Words that appear on hover: the browser's own. Never the only place where something is said. */
export function Tooltip({ text, children }: { text: string; children: ReactElement<HTMLAttributes<HTMLElement>> }) {
  return cloneElement(children, { title: text });
}
