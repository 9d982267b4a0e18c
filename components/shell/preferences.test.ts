import { expect, test } from "vitest";
import { preferenceCookie, THEME_COOKIE, themeFrom } from "@/components/shell/preferences";

test("a theme that nobody chose, or that does not exist, is the system's", () => {
  expect(themeFrom(undefined)).toBe("system");
  expect(themeFrom("sepia")).toBe("system");
  expect(themeFrom("dark")).toBe("dark");
});

test("a preference outlives the session and holds on every page", () => {
  expect(preferenceCookie(THEME_COOKIE, "dark")).toBe("holdfast-theme=dark; path=/; max-age=31536000; samesite=lax");
});
