import { AppError } from "@/lib/errors";
import type { AllowedHosts } from "@/lib/remotes/address";
import type { Visibility } from "@/lib/resources/query";
import { parseResourceUrl, type ResourceUrl } from "@/lib/resources/url";
import type { ImportLine } from "./import-line";

export type JudgedLine = { line: number; input: string } & (
  | { kind: "refused"; message: string }
  /** The address of an earlier line again. */
  | { kind: "repeated"; url: string; message: string }
  | { kind: "wanted"; address: ResourceUrl; title: string; visibility: Visibility }
);

/** Judges the address of each line, and finds those that stand in the file twice; the first of them counts. Pure. */
export function judgeLines(lines: readonly ImportLine[], allowed: AllowedHosts): JudgedLine[] {
  const firstLine = new Map<string, number>();
  return lines.map((entry): JudgedLine => {
    const { line, input } = entry;
    if ("refusal" in entry) return { line, input, kind: "refused", message: entry.refusal };
    const address = judged(entry.url, allowed);
    if (typeof address === "string") return { line, input, kind: "refused", message: address };
    const earlier = firstLine.get(address.url);
    if (earlier !== undefined)
      return { line, input, kind: "repeated", url: address.url, message: `The same address as in line ${earlier}.` };
    firstLine.set(address.url, line);
    return { line, input, kind: "wanted", address, title: entry.title, visibility: entry.visibility };
  });
}

function judged(url: string, allowed: AllowedHosts): ResourceUrl | string {
  try {
    return parseResourceUrl(url, allowed);
  } catch (error) {
    if (error instanceof AppError && error.code === "INVALID") return error.message;
    throw error;
  }
}
