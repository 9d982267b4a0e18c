import { z } from "zod";

/*
 * PostgreSQL keeps neither NUL nor half of a surrogate pair, in text or in JSON (postgresql.org/docs/18/datatype-character.html,
 * datatype-json.html): a statement that carries one fails as a whole. Browser-safe.
 */

/** The text with a replacement character for each one that can't be stored: for what comes from hosts. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "\uFFFD").replace(/\p{Cs}/gu, "\uFFFD");
}

/** As JSON writes NUL and halves of surrogate pairs. */
const ESCAPED = /\\u(0000|d[89a-f])/i;

/** Rows as JSON for `json_to_recordset`, each text in them fit to be stored. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Looking at each text takes several times as long, and is hardly ever needed.
  if (!ESCAPED.test(json)) return json;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === "string" ? storableText(part) : part));
}

/**
 * Text as people and other systems send it; refuses what can't be stored, so that it is a sentence at the field and no failure of the
 * server. Names, titles, descriptions, reasons and searches start from it.
 */
export function textInput(sentence?: string) {
  return z
    .string(sentence)
    .refine((text) => storableText(text) === text, "The text contains a character that can't be stored. Type it anew.");
}
