import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

/** The two windows that every screen must fit. */
export const SIZES = [
  { name: "wide", width: 1440, height: 900 },
  { name: "phone", width: 390, height: 844 },
] as const;

export const SCHEMES = ["light", "dark"] as const;

const RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** The window and the colours in which a person looks; nothing moves. */
export async function look(page: Page, size: (typeof SIZES)[number], colorScheme: (typeof SCHEMES)[number]) {
  await page.setViewportSize({ width: size.width, height: size.height });
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
}

/**
 * What the page shows has one heading that tells where one is, is no wider than the window, and breaks no rule of accessibility. In the
 * dark only the colours are another matter, so only they are looked at there: the whole set takes seconds a page.
 */
export async function expectSound(page: Page, screen: string): Promise<void> {
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${screen} is wider than the window`).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const axe = new AxeBuilder({ page });
  const rules = isDark ? axe.withRules(["color-contrast"]) : axe.withTags(RULES);
  const { violations } = await rules.analyze();
  const said = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html)
        .join(" ")
        .slice(0, 300)}`,
  );
  expect(said, screen).toEqual([]);
}
