import { test as base, expect, type Page } from "@playwright/test";
import { ADMIN } from "./global-setup";
import { type Instance, type InstanceOptions, startInstance } from "./instance";
import { type LocalWeb, startLocalWeb } from "./local-web";

export { expect };

/** What a browser says of its own accord when we answer 4xx or 5xx on purpose. */
const EXPECTED_NOISE = /Failed to load resource: the server responded with a status of (401|403|404|409|422|503)/;

type Fixtures = {
  /** Console errors that the story is about: `test.use({ expectedErrors: /…/ })`. */
  expectedErrors: RegExp;
  /** A page on which a console error or an uncaught exception fails the test. */
  quietPage: undefined;
  /** A page signed in as the admin of the shared instance. */
  adminPage: Page;
  /** Starts a Holdfast of the test's own, and ends and removes it whatever the test came to. */
  startOwn(options?: InstanceOptions): Promise<Instance>;
  /** Starts a small web of good pages; ended like the instance. */
  startWeb(options: Parameters<typeof startLocalWeb>[0]): Promise<LocalWeb>;
};

export const test = base.extend<Fixtures>({
  expectedErrors: [/(?!)/, { option: true }],
  quietPage: [
    async ({ page, expectedErrors }, use) => {
      const noise: string[] = [];
      page.on("console", (message) => {
        const isExpected = EXPECTED_NOISE.test(message.text()) || expectedErrors.test(message.text());
        if (message.type() === "error" && !isExpected) noise.push(message.text());
      });
      page.on("pageerror", (error) => noise.push(String(error)));
      await use(undefined);
      expect(noise, "console errors").toEqual([]);
    },
    { auto: true },
  ],
  async adminPage({ page }, use) {
    await signIn(page);
    await use(page);
  },
  startOwn: [
    async ({ page }, use) => {
      const started: Instance[] = [];
      await use(async (options) => {
        const instance = await startInstance(options);
        started.push(instance);
        return instance;
      });
      await page.goto("about:blank");
      for (const instance of started) await instance.remove();
    },
    { timeout: 60_000 },
  ],
  async startWeb({ page: _page }, use) {
    const started: LocalWeb[] = [];
    await use(async (options) => {
      const web = await startLocalWeb(options);
      started.push(web);
      return web;
    });
    for (const web of started) await web.close();
  },
});

/** Fills the sign-in form and waits until it is left. `baseUrl` for an instance other than the shared one. */
export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string } = ADMIN,
  baseUrl = "",
): Promise<void> {
  await page.goto(`${baseUrl}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}
