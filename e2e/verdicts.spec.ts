import type { Page } from "@playwright/test";
import { startOddWeb } from "@/sandbox/odd-web/odd-web-server";
import { apiOf, holdfast } from "./support/api";
import { expect, signIn, test } from "./support/fixtures";
import type { Instance } from "./support/instance";

/** Records on one host, which is asked once in a while: long enough to see how far a bulk check has come. */
const RECORDS = 8;
const GAP_MS = 600;
const EDITOR = "editor@verdicts.test";

let odd: Awaited<ReturnType<typeof startOddWeb>>;

test.beforeAll(async () => {
  odd = await startOddWeb({ host: "127.0.0.1", port: 0 });
});
test.afterAll(() => odd.close());

test("an editor checks a selection, sees how far it has come and what it finds, and judges a verdict by its evidence", async ({
  page,
  startOwn,
}) => {
  test.setTimeout(300_000);
  const instance = await startOwn({ env: { ALLOWED_PRIVATE_HOSTS: `.odd.localhost:${odd.port}` } });
  await fill(instance);
  await enterAsEditor(page, instance);

  await page.goto(`${instance.url}/resources`);
  await expect(row(page, "Record 1").getByText("Valid")).toBeVisible();
  // The page that people depend on goes away; nobody has looked since.
  odd.control.setStatus("plain-1", "/page/1", 404);
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
  const boxes = page.getByRole("checkbox", { name: /^Select (Record|Old reader|Lost page|Coastline|Chapter)/ });
  await expect(boxes).toHaveCount(RECORDS + 4);
  for (const box of await boxes.all()) await box.check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Check now" }).click();

  const progress = page.getByRole("list", { name: "Bulk actions under way" });
  await expect(progress.getByText(/^[1-9]\d* of 12 resources checked$/).first()).toBeVisible();
  await expect(progress.getByText(/(a second|a minute).* left/)).toBeVisible();
  await expect(row(page, "Record 1").getByText("Failing")).toBeVisible({ timeout: 60_000 });
  await expect(progress).toBeHidden({ timeout: 60_000 });
  expect(await page.evaluate(() => "isSameDocument" in window), "without a reload").toBe(true);

  await row(page, "Coastline").getByRole("link", { name: "Coastline" }).click();
  await judgeSoftError(page);
  await openOther(page, instance, "Old reader");
  await expect(page.getByRole("heading", { name: /Valid\s*Moved for good/ })).toBeVisible();
  const hops = evidence(page).getByRole("listitem");
  await expect(hops.filter({ hasText: "301" })).toContainText("leads on");
  await expect(hops.filter({ hasText: "/new-home" })).toContainText("200");
  await openOther(page, instance, "Lost page");
  await expect(evidence(page).getByRole("listitem").filter({ hasText: "GET" })).toContainText("404");
  await openOther(page, instance, "Chapter");
  await expect(page.getByRole("heading", { name: /Blocked\s*Bot wall/ })).toBeVisible();
  await evidence(page)
    .getByText(/headers of the answer/)
    .click();
  await expect(evidence(page).getByText("cf-mitigated:")).toBeVisible();
});

/** A page with a code of success that the host shows for anything. */
async function judgeSoftError(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: /Failing\s*Error page/ })).toBeVisible();
  await expect(page.getByText("2 failures in a row")).toBeVisible();
  await expect(page.getByText("Fairly sure.")).toBeVisible();
  const proof = evidence(page);
  await expect(proof.getByRole("listitem").filter({ hasText: "GET" })).toContainText("200");
  await expect(proof.getByText("100 % like the page for a made-up address, which answers 200.")).toBeVisible();
  await expect(proof.getByRole("list", { name: "Time of the final request" })).toContainText("waiting for the answer");

  const history = page.getByRole("region", { name: "History" });
  await expect(history.getByRole("slider", { name: "Day of the history" })).toHaveAttribute(
    "aria-valuetext",
    /2 checks, failing/,
  );
  await history.getByText("As a list").click();
  await expect(history.getByRole("listitem")).toContainText("Failing");

  // The first check is one click away, and back.
  await page.getByRole("region", { name: "Timeline" }).getByRole("link", { name: "evidence" }).last().click();
  await expect(page.getByRole("heading", { name: "Evidence of an earlier check" })).toBeVisible();
  await expect(page.getByText("after an import")).toBeVisible();
  await page.getByRole("link", { name: "Show the last check" }).click();
  await expect(page.getByRole("heading", { name: "Evidence of the last check" })).toBeVisible();
}

function evidence(page: Page) {
  return page.getByRole("region", { name: /^Evidence of/ });
}

function row(page: Page, title: string) {
  return page.getByRole("row", { name: title });
}

async function openOther(page: Page, instance: Instance, title: string): Promise<void> {
  await page.goto(`${instance.url}/resources`);
  await row(page, title).getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

/** A collection with the odd web's troubles and some good records, all checked once. */
async function fill(instance: Instance): Promise<void> {
  const api = await apiOf(instance);
  await api("PATCH", "settings", { "checks.hostIntervalMs": GAP_MS, "snapshots.isOn": false });
  await api("POST", "collections", { slug: "reading", name: "Reading", isSnapshotting: false });
  const at = (host: string, path: string) => `http://${host}.odd.localhost:${odd.port}${path}`;
  const lines = [
    "url,title",
    `${at("moved", "/301")},Old reader`,
    `${at("answers", "/code/404")},Lost page`,
    `${at("soft-404", "/reports/2019/coastline")},Coastline`,
    `${at("walls", "/cloudflare")},Chapter`,
    ...Array.from({ length: RECORDS }, (_, n) => `${at("plain-1", `/page/${n + 1}`)},Record ${n + 1}`),
  ];
  const imported = await api("POST", "resources/import?collection=reading&fileName=list.csv", lines.join("\n"));
  expect(imported.json.created, JSON.stringify(imported.json)).toBe(RECORDS + 4);
  const unchecked = async () => (await api("GET", "resources?verdict=unchecked")).json.data.length;
  await expect.poll(unchecked, { timeout: 60_000 }).toBe(0);
}

async function enterAsEditor(page: Page, instance: Instance): Promise<void> {
  const words = ["--email", EDITOR, "--role", "editor", "--collection", "reading", "--json"];
  const added = await holdfast(instance.dataDir, "users", "add", ...words);
  expect(added.code, added.stderr).toBe(0);
  await signIn(page, { email: EDITOR, password: JSON.parse(added.stdout).oneTimePassword }, instance.url);
  await page.getByLabel("New password", { exact: true }).fill("harbour kelp anchor");
  await page.getByLabel("New password again").fill("harbour kelp anchor");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
}
