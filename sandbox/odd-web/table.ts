import type { Answer, Expectation, Way } from "./way";

/** How a way appears in the demo. */
export interface Demo {
  title: string;
  in: Exclude<Way["demo"], false>;
}

/** Makes the rows of one host; a row that is not in the demo is titled by what it does. */
export function tableOf(host: string, scheme?: "https") {
  return (path: string, does: string, expect: Expectation, answer: Answer, demo?: Demo): Way => ({
    host,
    path,
    ...(scheme ? { scheme } : {}),
    title: demo?.title ?? `${does.charAt(0).toUpperCase()}${does.slice(1)}`,
    does,
    expect,
    demo: demo?.in ?? false,
    answer,
  });
}
