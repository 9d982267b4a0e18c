const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Name of the cookie that keeps a table's hidden columns. */
export function columnCookieName(tableName: string): string {
  return `holdfast-columns-${tableName}`;
}

/** The cookie as `document.cookie` takes it. */
export function columnCookie(tableName: string, hidden: readonly string[]): string {
  const value = hidden.length === 0 ? "none" : hidden.join(".");
  return `${columnCookieName(tableName)}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** Hidden columns from the cookie's value; `fallback` where nobody chose yet. Unknown ids do no harm. */
export function hiddenColumnsFrom(value: string | undefined, fallback: readonly string[]): readonly string[] {
  if (value === undefined) return fallback;
  return value === "none" ? [] : value.split(".").filter(Boolean);
}
