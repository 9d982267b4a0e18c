import AxeBuilder from "@axe-core/playwright";
import { apiOf } from "./support/api";
import { expect, test } from "./support/fixtures";

/** Every screen that a signed-in admin reaches; `:resource` is one with a history. */
const SCREENS = [
  "/",
  "/resources",
  "/resources?verdict=broken",
  "/resources?q=nothing-has-this-in-it",
  "/resources/import",
  "/resources/:resource",
  "/collections",
  "/collections/open-coursework",
  "/wayback",
  "/activity",
  "/runs",
  "/settings",
  "/settings/schedules",
  "/settings/users",
  "/settings/tokens",
  "/settings/account",
  "/no-such-page",
];
const SIZES = [
  { name: "wide", width: 1440, height: 900 },
  { name: "phone", width: 390, height: 844 },
];

let resourceId = "";

test.beforeAll(async () => {
  const api = await apiOf({ url: process.env.E2E_BASE_URL ?? "", dataDir: process.env.E2E_DATA_DIR ?? "" });
  const { json } = await api("GET", "resources?verdict=valid&limit=1");
  resourceId = json.data[0]?.id ?? "";
});

for (const size of SIZES) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`every screen fits and breaks no rule of accessibility: ${size.name}, ${colorScheme}`, async ({
      adminPage,
    }) => {
      test.setTimeout(240_000);
      await adminPage.setViewportSize(size);
      await adminPage.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const screen of SCREENS) {
        const path = screen.replace(":resource", resourceId);
        await adminPage.goto(path);
        await expect(adminPage.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
        expect(new URL(adminPage.url()).pathname, "not led elsewhere").toBe(path.split("?")[0]);
        const width = await adminPage.evaluate(() => document.documentElement.scrollWidth);
        expect(width, `${screen} is wider than the window`).toBeLessThanOrEqual(size.width);
        const { violations } = await new AxeBuilder({ page: adminPage })
          .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
          .analyze();
        const said = violations.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .map(({ html }) => html)
              .join(" ")
              .slice(0, 300)}`,
        );
        expect(said, screen).toEqual([]);
      }
    });
  }
}
