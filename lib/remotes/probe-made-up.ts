import { randomInt } from "node:crypto";
import { type ProbeRequest, probe } from "./probe";
import type { ProbeFacts } from "./probe-facts";

const SYLLABLES = "ba de fi go ka lu mi no pe ra so tu va we zo dri fel gan kor mar nev pol rin sal tor vel".split(" ");

/**
 * Asks a host for a page that it can't have, beside the one given: what it answers is the measure for its other answers. Always GET, with
 * the same limits and gate as any request.
 */
export function probeMadeUpPath(
  request: Omit<ProbeRequest, "validators" | "firstMethod" | "depth">,
): Promise<ProbeFacts> {
  return probe({ ...request, url: madeUpUrl(request.url), validators: null, depth: "body" });
}

/** An address of plausible shape on the same host and at the same level, which nobody has: `/a/b.html` gives `/a/velsotu-korfimi.html`. */
export function madeUpUrl(url: string, pick: (max: number) => number = randomInt): string {
  const target = new URL(url);
  const isFolder = target.pathname.endsWith("/") && target.pathname !== "/";
  const [, folder = "/", name = ""] = /^(.*\/)([^/]*)$/.exec(target.pathname.replace(/(.)\/$/, "$1")) ?? [];
  // A server may treat pages unlike other files; of these it says most.
  const extension = /\.(html?|php|aspx?|jsp|cgi)$/i.exec(name)?.[0] ?? "";
  const word = (length: number) => Array.from({ length }, () => SYLLABLES[pick(SYLLABLES.length)] ?? "").join("");
  target.pathname = `${folder}${word(4)}-${word(4)}${extension}${isFolder ? "/" : ""}`;
  target.search = "";
  target.hash = "";
  return target.href;
}
