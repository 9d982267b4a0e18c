/** A code, or all that begin alike, as it stands in the field: `404`, `4xx`. */
export function codeText(code: number | null): string {
  if (code === null) return "";
  return code >= 1 && code <= 9 ? `${code}xx` : String(code);
}

/** What was typed: three digits, or one with or without `xx` for all that begin so. null for no code, undefined when it can't be one. */
export function typedCode(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (/^\d{3}$/.test(trimmed)) return Number(trimmed);
  return /^[1-9](xx)?$/i.test(trimmed) ? Number(trimmed[0]) : undefined;
}
