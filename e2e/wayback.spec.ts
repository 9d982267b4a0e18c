import type { Page } from "@playwright/test";
import { type Api, apiOf, QUICK } from "./support/api";
import { query } from "./support/database";
import { expect, signIn, test } from "./support/fixtures";
import { ADMIN } from "./support/global-setup";
import { type Instance, startInstance } from "./support/instance";
import { type LocalWeb, startLocalWeb } from "./support/local-web";
import { control, speedUpArchive } from "./support/sandbox";

/*
 * Snapshots as people meet them: from the press to the proof, and what is said and can be done when the archive refuses.
 */

test.describe.configure({ mode: "serial" });

let instance: Instance;
let web: LocalWeb;
let api: Api;
let nextHost = 0;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  web = await startLocalWeb({ name: "wayback", delayMs: 2 });
  const env = { ALLOWED_PRIVATE_HOSTS: web.allowed, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
  instance = await startInstance({ env });
  await speedUpArchive(instance);
  api = await apiOf(instance);
  // Nothing is archived but what these stories ask for.
  await api("PATCH", "settings", QUICK);
  await api("POST", "collections", { slug: "stories", name: "Stories" });
  await api("PATCH", "collections/stories", { isSnapshotting: false });
});

test.afterAll(async () => {
  await instance?.remove();
  await web?.close();
});

test.beforeEach(async ({ page }) => {
  await signIn(page, ADMIN, instance.url);
});

/** A resource with a good page, once its first check is done. */
async function makeValid(title: string): Promise<{ id: string; url: string }> {
  nextHost += 1;
  const { json } = await api("POST", "resources", { collection: "stories", url: web.url(nextHost, "/page"), title });
  await expect
    .poll(async () => (await api("GET", `resources/${json.id}`)).json.verdict, { timeout: 30_000 })
    .toBe("valid");
  return json;
}

const open = (page: Page, path: string) => page.goto(`${instance.url}${path}`);
const card = (page: Page) => page.getByRole("region", { name: "Wayback Machine" });
const standing = (page: Page) => card(page).getByRole("status");
const plan = (page: Page) => page.getByRole("region", { name: "Plan" });

test("archive now shows where the snapshot stands from the press to the proof, without a reload", async ({ page }) => {
  test.setTimeout(150_000);
  const { id, url } = await makeValid("Tides");
  await control(instance, "PATCH", "config", { "spn.durationMs": 3_000, "index.lagMs": 4_000 });
  await open(page, `/resources/${id}`);
  await page.evaluate(() => Object.assign(window, { isTheSamePage: true }));
  await page.getByRole("button", { name: "Archive now" }).click();
  await expect(standing(page)).toHaveText("Capturing", { timeout: 30_000 });
  await expect(standing(page)).toHaveText("Captured", { timeout: 30_000 });
  await expect(standing(page)).toHaveText("Verified", { timeout: 90_000 });
  expect(await page.evaluate(() => "isTheSamePage" in window), "the page was not loaded anew").toBe(true);
  const { data } = (await api("GET", `snapshots?resourceId=${id}`)).json;
  expect(data, "one snapshot for one press").toMatchObject([{ status: "verified", jobId: expect.any(String) }]);
  const [row] = data;
  await card(page).getByText("Details").click();
  for (const told of [row.jobId, row.url, "HTTP 200"]) await expect(card(page).getByText(told).first()).toBeVisible();
  expect(row.url).toContain(url);
  expect((await fetch(row.url)).status).toBe(200);
  await speedUpArchive(instance);
});

test("a later failure is told with its code, sentence and next step, and the link to the good snapshot stays", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const { json } = await api("GET", "resources?collection=stories&q=tides");
  const { id, url } = json.data[0];
  const refusal = { code: "blocked-url", message: "This URL is in the Save Page Now service block list." };
  await control(instance, "POST", "targets", { url, refusal });
  await open(page, `/resources/${id}`);
  await page.getByRole("button", { name: "Archive now" }).click();
  await page.getByRole("button", { name: "Archive again" }).click();
  await expect(standing(page)).toHaveText("Failed", { timeout: 60_000 });
  await expect(card(page).getByText("error:blocked-url").first()).toBeVisible();
  await expect(card(page).getByText("The archive does not capture this address.").first()).toBeVisible();
  await expect(
    card(page)
      .getByText(/ask info@archive\.org why/)
      .first(),
  ).toBeVisible();
  await expect(card(page).getByRole("link", { name: /^Snapshot of/ })).toBeVisible();

  await open(page, "/wayback?code=error%3Ablocked-url");
  await expect(page.getByRole("status").getByText("The archive does not capture this address.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Tides/ })).toContainText("error:blocked-url");
});

test("readers see the archived version first when the page is broken, and nothing of what is not public", async ({
  page,
  browser,
}) => {
  const { json } = await api("GET", "resources?collection=stories&q=tides");
  const { id, readersUrl, snapshot } = json.data[0];
  expect(readersUrl).toBe(`${instance.url}/see/${id}`);
  await open(page, `/resources/${id}`);
  await expect(page.getByRole("button", { name: "Copy the address for readers" })).toBeVisible();

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(readersUrl);
  await expect(stranger.getByRole("heading", { level: 1, name: "Tides" })).toBeVisible();
  await expect(stranger.getByRole("main").getByRole("link").first()).toHaveText(/^Go to the page/);
  await query(
    instance.databaseUrl,
    `UPDATE "CheckState" SET "verdict" = 'broken', "reason" = 'gone', "failureStreak" = 3, "firstFailureAt" = now() WHERE "resourceId" = '${id}'`,
  );
  await stranger.reload();
  const first = stranger.getByRole("main").getByRole("link").first();
  await expect(first).toHaveText(/^Archived version of \d+ \w+ \d{4}/);
  await expect(first).toHaveAttribute("href", snapshot.url);
  expect(await stranger.context().cookies()).toEqual([]);
  const text = (await stranger.content()).toLowerCase();
  for (const ours of ["gone", "stories", "streak", "verdict"]) expect(text, ours).not.toContain(ours);

  await api("PATCH", `resources/${id}`, { visibility: "private" });
  const hidden = await stranger.request.get(readersUrl);
  const unknown = await stranger.request.get(`${instance.url}/see/0000-0000-0000`);
  expect([hidden.status(), unknown.status()]).toEqual([404, 404]);
  expect(await hidden.text()).not.toContain("Tides");
  await api("PATCH", `resources/${id}`, { visibility: "public" });
  await api("PATCH", "settings", { "snapshots.isShownToReaders": false });
  // Every part of the program knows of a setting within a second.
  await expect.poll(async () => (await stranger.request.get(readersUrl)).status()).toBe(404);
  await api("PATCH", "settings", { "snapshots.isShownToReaders": true });
  await stranger.context().close();
});

test("a removal request goes from the draft to its outcome, is listed, and hides nothing", async ({ page }) => {
  const { json } = await api("GET", "resources?collection=stories&q=tides");
  const { id, url, snapshot } = json.data[0];
  await open(page, `/resources/${id}`);
  await page.getByRole("button", { name: /^Ask the Wayback Machine to remove it/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Write the text" }).click();
  await expect(dialog.getByText(/Say why it should be removed/)).toBeVisible();
  await dialog.getByLabel("Why").fill("It shows the home address of a student.");
  await dialog.getByRole("button", { name: "Write the text" }).click();

  const removal = page.getByRole("region", { name: "Removal" });
  await expect(removal.getByText("Drafted")).toBeVisible();
  const letter = removal.locator("pre");
  for (const part of [url, snapshot.url, "home address of a student", ADMIN.email])
    await expect(letter).toContainText(part);
  const mail = await removal.getByRole("link", { name: "Open in your mail program" }).getAttribute("href");
  expect(mail).toMatch(/^mailto:info@archive\.org\?subject=/);
  await removal.getByRole("button", { name: "I have sent it" }).click();
  await expect(removal.getByText("Sent", { exact: true })).toBeVisible();
  await removal.getByRole("button", { name: /^What came of it/ }).click();
  await dialog.getByLabel("Outcome").selectOption({ label: "They refused" });
  await dialog.getByLabel("Note").fill("They want a proof of ownership.");
  await dialog.getByRole("button", { name: "Note it" }).click();
  await expect(removal.getByText("Refused", { exact: true })).toBeVisible();
  await expect(card(page).getByRole("link", { name: /^Snapshot of/ })).toBeVisible();
  await expect(page.getByText("drafted a request to remove the archived copies of it").first()).toBeVisible();

  await open(page, "/wayback/removals?state=refused");
  await expect(page.getByRole("row", { name: /Tides/ })).toContainText("They want a proof of ownership.");
  await open(page, "/wayback/removals?state=sent");
  await expect(page.getByText("No request is like this")).toBeVisible();
});

test("all that match are paused and go on, and one can be called back and taken back", async ({ page }) => {
  test.setTimeout(120_000);
  const made = [await makeValid("Kelp one"), await makeValid("Kelp two"), await makeValid("Kelp three")];
  await api("PATCH", "settings", { "traffic.isPaused": true });
  for (const { id } of made) await api("POST", `resources/${id}/snapshot`, {});
  await open(page, "/wayback?status=queued&q=wayback.localhost");
  const table = page.getByRole("table", { name: "Snapshots" });
  await expect(table.getByRole("row", { name: /Kelp/ }).first()).toBeVisible();
  const waiting = await table.getByRole("row", { name: /Kelp/ }).count();
  await page.getByRole("checkbox", { name: "Select all rows of this page" }).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText(new RegExp(`^Paused ${waiting} snapshots?\\.`))).toBeVisible();
  await expect(plan(page).getByText("A person paused it. Press Resume to let it go on.")).toBeVisible();
  await expect(table.getByText(/^Paused by /).first()).toBeVisible();
  await page
    .getByRole("button", { name: /^Resume http/ })
    .first()
    .click();
  await expect(page.getByRole("button", { name: /^Resume http/ })).toHaveCount(waiting - 1);
  await page
    .getByRole("button", { name: /^Cancel http/ })
    .first()
    .click();
  await expect(table.getByRole("row", { name: /Kelp/ })).toHaveCount(waiting - 1);
  const notice = page.getByRole("listitem").filter({ hasText: "Cancelled. Nothing was sent." });
  await notice.getByRole("button", { name: "Undo" }).click();
  await expect(table.getByRole("row", { name: /Kelp/ })).toHaveCount(waiting);
  await page.getByRole("checkbox", { name: "Select all rows of this page" }).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("No snapshot is like this")).toBeVisible();
  await api("PATCH", "settings", { "traffic.isPaused": false });
});

test("refused keys are told once on every page, no snapshot fails for it, and all goes on when they are good", async ({
  page,
}) => {
  test.setTimeout(180_000);
  const [account] = (await control(instance, "GET", "accounts")) as { accessKey: string }[];
  const revoke = (isRevoked: boolean) =>
    control(instance, "POST", "accounts", { accessKey: account?.accessKey, isRevoked });
  const { id } = await makeValid("Anchor");
  await revoke(true);
  await api("POST", `resources/${id}/snapshot`, {});
  const banner = page.getByText("The Wayback Machine refuses our keys.", { exact: true });
  await open(page, "/wayback");
  await expect(banner).toBeVisible({ timeout: 60_000 });
  for (const path of ["/", "/resources", "/settings", `/resources/${id}`]) {
    await open(page, path);
    await expect(banner, path).toHaveCount(1);
  }
  const statuses = (await api("GET", `snapshots?resourceId=${id}`)).json.data.map(
    (row: { status: string }) => row.status,
  );
  expect(statuses).toEqual(["queued"]);
  await page.getByRole("button", { name: "Try the keys again" }).click();
  await expect(page.getByText("The Wayback Machine still refuses the keys.")).toBeVisible();
  await revoke(false);
  await expect(banner, "gone by itself").toHaveCount(0, { timeout: 90_000 });
  await expect(standing(page)).toHaveText(/^(Capturing|Captured|Verified)$/, { timeout: 90_000 });
  expect((await api("GET", "snapshots?status=error")).json.data).toHaveLength(1);
});

test("keys that are good again let all go on at once when an admin tries them", async ({ page }) => {
  test.setTimeout(120_000);
  const [account] = (await control(instance, "GET", "accounts")) as { accessKey: string }[];
  const revoke = (isRevoked: boolean) =>
    control(instance, "POST", "accounts", { accessKey: account?.accessKey, isRevoked });
  const { id } = await makeValid("Rope");
  await revoke(true);
  await api("POST", `resources/${id}/snapshot`, {});
  await open(page, "/wayback");
  await expect(page.getByRole("button", { name: "Try the keys again" })).toBeVisible({ timeout: 60_000 });
  await revoke(false);
  await page.getByRole("button", { name: "Try the keys again" }).click();
  await expect(page.getByRole("button", { name: "Try the keys again" })).toHaveCount(0);
  await expect
    .poll(async () => (await api("GET", `resources/${id}`)).json.snapshot.status, { timeout: 60_000 })
    .toMatch(/^(pending|success|verified)$/);
});

test("the day's quota used up is told with 00:00 UTC, by reason and by the forecast", async ({ page }) => {
  test.setTimeout(120_000);
  const [account] = (await control(instance, "GET", "accounts")) as { used: { capturesToday: number } }[];
  await control(instance, "PATCH", "config", { "spn.perDay": account?.used.capturesToday ?? 0 });
  const { id } = await makeValid("Harbour");
  await api("POST", `resources/${id}/snapshot`, {});
  await open(page, "/wayback");
  await expect(plan(page).getByText("Nothing is submitted at the moment.")).toBeVisible({ timeout: 60_000 });
  await expect(
    plan(page)
      .getByText(/allowance at the Wayback Machine is used up.*00:00 UTC/)
      .first(),
  ).toBeVisible();
  const midnight = new Date(
    Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), new Date().getUTCDate() + 1),
  );
  const { snapshots } = (await api("GET", "overview")).json;
  expect(snapshots.stop).toMatchObject({ code: "quota", until: midnight.toISOString() });
  expect(snapshots.waits).toMatchObject([{ code: "quota", count: 1, until: midnight.toISOString() }]);
  const late = new Date(snapshots.doneAt).getTime() - midnight.getTime();
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(60_000);
  const done = plan(page).getByText("Queue done").locator("..").locator("time");
  await expect(done).toHaveAttribute("title", new RegExp(`^${midnight.toISOString().slice(0, 10)} 00:00:\\d\\d UTC$`));
});
