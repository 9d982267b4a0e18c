import { MAX_TITLE_LENGTH } from "@/lib/resources/input";
import { VISIBILITIES, type Visibility } from "@/lib/resources/query";

/** One line of a file, as read but not yet judged: either what it asks for, or why it can't be understood. */
export type ImportLine = {
  /** Counted from 1, headers and blank lines included. */
  line: number;
  /** What stood there, for the outcome; cut. */
  input: string;
} & ({ refusal: string } | { url: string; title: string; visibility: Visibility });

/** Longest part of a line that is kept for the outcome. */
const MAX_INPUT_LENGTH = 2_100;

/** Makes a line of its cells. Blank cells are as good as none. */
export function importLine(line: number, cells: { url?: string; title?: string; visibility?: string }): ImportLine {
  const url = cells.url ?? "";
  const shown = { line, input: shownInput(url) };
  const visibility = cells.visibility?.trim().toLowerCase() || "public";
  if (!isVisibility(visibility))
    return { ...shown, refusal: `Visibility is public or private, not "${visibility.slice(0, 40)}".` };
  if (url.trim() === "") return { ...shown, refusal: "The line has no address." };
  return { ...shown, url, title: cleanTitle(cells.title ?? ""), visibility };
}

/** A line that can't be understood. */
export function refusedLine(line: number, input: string, refusal: string): ImportLine {
  return { line, input: shownInput(input), refusal };
}

function shownInput(text: string): string {
  return text.slice(0, MAX_INPUT_LENGTH).replace(/[\p{Cc}\p{Cs}]/gu, "\uFFFD");
}

function cleanTitle(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim();
  return [...flat].slice(0, MAX_TITLE_LENGTH).join("").trim();
}

function isVisibility(text: string): text is Visibility {
  return (VISIBILITIES as readonly string[]).includes(text);
}
