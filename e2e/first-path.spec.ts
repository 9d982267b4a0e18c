import { apiOf, QUICK } from "./support/api";
import { expect, signIn, test } from "./support/fixtures";
import { speedUpArchive } from "./support/sandbox";

test("from the first sign-in to a verified snapshot: import, verdict, submission, proof, check now, archive now", async ({
  page,
  startOwn,
  startWeb,
}) => {
  test.setTimeout(240_000);
  const web = await startWeb({ name: "path", delayMs: 5 });
  const instance = await startOwn({ env: { ALLOWED_PRIVATE_HOSTS: web.allowed } });
  await speedUpArchive(instance);
  expect(instance.oneTimePassword, "the start prints a one-time password").not.toBeNull();
  await signIn(page, { email: instance.adminEmail, password: instance.oneTimePassword ?? "" }, instance.url);

  // No page opens before a password of one's own is chosen.
  await page.goto(`${instance.url}/resources`);
  await expect(page).toHaveURL(/\/welcome/);
  await page.getByLabel("New password", { exact: true }).fill("harbour kelp anchor");
  await page.getByLabel("New password again").fill("harbour kelp anchor");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  const api = await apiOf(instance);
  await api("PATCH", "settings", QUICK);

  await page.goto(`${instance.url}/collections`);
  await page.getByRole("button", { name: "Add collection" }).first().click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Reading list");
  await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("heading", { name: "Reading list" })).toBeVisible();

  await page.goto(`${instance.url}/resources/import`);
  const lines = [
    "url,title",
    `${web.url(1, "/kelp")},Kelp forests`,
    `${web.url(2, "/tides")},Tides`,
    "javascript:alert(1),No",
  ];
  await page.getByLabel(/paste a list/).fill(lines.join("\n"));
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("button", { name: /^Import 2 / }).click();
  await expect(page).toHaveURL(/\/resources\/import\/.+/);
  await expect(page.getByText("javascript:alert(1)")).toBeVisible();

  await page.goto(`${instance.url}/resources`);
  const row = page.getByRole("row", { name: /Kelp forests/ });
  await expect(row.getByText("Valid")).toBeVisible({ timeout: 20_000 });
  await row.getByRole("link", { name: "Kelp forests" }).click();
  await expect(page.getByRole("heading", { name: "Kelp forests" })).toBeVisible();

  // The archive's pace and index decide how long; the page follows by itself.
  await expect(page.getByText("Verified", { exact: true }).first()).toBeVisible({ timeout: 90_000 });
  const link = page.getByRole("link", { name: /^Snapshot of/ });
  const href = (await link.getAttribute("href")) ?? "";
  expect(href).toContain(web.url(1, "/kelp"));
  expect((await fetch(href)).status, "the snapshot can be read").toBe(200);

  const seen = web.requests.get(web.url(1, "/kelp"))?.length ?? 0;
  await page.getByRole("button", { name: "Check now" }).click();
  await expect.poll(() => web.requests.get(web.url(1, "/kelp"))?.length ?? 0).toBeGreaterThan(seen);

  await page.getByRole("button", { name: "Archive now" }).click();
  await page.getByRole("button", { name: /Archive again/ }).click();
  await expect
    .poll(async () => (await api("GET", "snapshots?limit=100")).json.data.length, { timeout: 30_000 })
    .toBe(3);
});
