/*
 * What a browser remembers about its looks, in cookies, so that the server draws the page as it will stay. Browser-safe.
 */
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export const THEME_COOKIE = "holdfast-theme";
export const SIDEBAR_COOKIE = "holdfast-sidebar";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The theme a cookie asks for; `system` for none or nonsense. */
export function themeFrom(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}

/** A preference as `document.cookie` takes it; kept for a year. */
export function preferenceCookie(name: string, value: string): string {
  return `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** Keeps a preference. For event handlers. */
export function keepPreference(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
  document.cookie = preferenceCookie(name, value);
}
