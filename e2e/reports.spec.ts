import type { Page } from "@playwright/test";
import { startOddWeb } from "@/sandbox/odd-web/odd-web-server";
import { type Api, apiOf, holdfast, QUICK } from "./support/api";
import { expect, signIn, test } from "./support/fixtures";
import type { Instance } from "./support/instance";

const EDITOR = "editor@reports.test";
const WHY = "The library moves its catalogue until May.";

let odd: Awaited<ReturnType<typeof startOddWeb>>;

test.beforeAll(async () => {
  odd = await startOddWeb({ host: "127.0.0.1", port: 0 });
});
test.afterAll(() => odd.close());

test("staff read the report, drill down and acknowledge; the number moves, and another outcome brings it back", async ({
  page,
  startOwn,
}) => {
  test.setTimeout(300_000);
  const instance = await startOwn({ env: { ALLOWED_PRIVATE_HOSTS: `.odd.localhost:${odd.port}` } });
  const api = await fill(instance);
  await enterAsEditor(page, instance);

  // Two collections, one inside the other: the same totals either way, and the worst first.
  await page.goto(`${instance.url}/collections`);
  await expect(stat(page, "Broken")).toHaveText("3");
  await expect(cell(page, "Library", "Broken")).toHaveText(/^(broken)?3\s?60 %$/);
  await expect(cell(page, "Maps", "Broken")).toHaveText(/^(broken)?2\s?100 %$/);
  await page.getByRole("checkbox", { name: "with collections inside" }).uncheck();
  await expect(cell(page, "Library", "Broken")).toHaveText(/^(broken)?1\s?33 %$/);
  await expect(stat(page, "Broken"), "nothing was counted twice").toHaveText("3");
  await page.getByRole("checkbox", { name: "with collections inside" }).check();
  await expect(cell(page, "Library", "Broken")).toHaveText(/^(broken)?3\s?60 %$/);

  // Each number leads to its rows.
  await cell(page, "Library", "Broken").getByRole("link").click();
  await expect(page).toHaveURL(/collection=library.*inside=true.*verdict=broken/);
  await expect(page.getByRole("table", { name: "Resources" }).getByRole("row")).toHaveCount(4);
  await expectFileLikeScreen(page);

  // One is known: it is acknowledged on its page, and moves from the broken to the acknowledged.
  await page.getByRole("link", { name: "Old catalogue" }).click();
  await page.getByRole("button", { name: "Acknowledge …" }).click();
  const dialog = page.getByRole("dialog", { name: "Acknowledge this outcome" });
  await dialog.getByRole("button", { name: "Acknowledge" }).click();
  await expect(dialog.getByText("Say why nobody has to act.")).toBeVisible();
  await dialog.getByLabel("Reason").fill(WHY);
  await dialog.getByLabel("How long").selectOption("For a month");
  await dialog.getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.getByText(new RegExp(`Acknowledged by .*until .*because: .*${WHY}`))).toBeVisible();
  await page.goto(`${instance.url}/collections`);
  await expect(stat(page, "Broken")).toHaveText("2");
  await expect(stat(page, "Acknowledged")).toHaveText("1");
  await expect(cell(page, "Library", "Acknowledged")).toHaveText(/^1\b/);

  // The other two in one go, and back.
  await stat(page, "Broken").click();
  await expect(page).toHaveURL(/acknowledged=no/);
  await page.getByRole("checkbox", { name: "Select all rows of this page" }).check();
  await page.getByRole("region", { name: "Selection" }).getByRole("button", { name: "Acknowledge …" }).click();
  const bulk = page.getByRole("dialog", { name: "Acknowledge the outcomes of the selection" });
  await bulk.getByLabel("Reason").fill("Known too.");
  await bulk.getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.getByText("Acknowledged 2 outcomes.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Resources" })).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 acknowledgements taken back.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Resources" }).getByRole("row")).toHaveCount(3);

  // The catalogue fails in another way: that is news.
  odd.control.setStatus("plain-1", "/page/1", 410);
  const { json } = await api("GET", "resources?acknowledged=true");
  expect(json.data.map(({ title }: { title: string }) => title)).toEqual(["Old catalogue"]);
  expect(json.data[0].acknowledgement).toMatchObject({ reason: WHY });
  await page.goto(`${instance.url}/collections`);
  await expect(stat(page, "Acknowledged")).toHaveText("1");
  const { id } = json.data[0];
  expect((await api("POST", `resources/${id}/check`)).status).toBe(202);
  const reason = async () => (await api("GET", `resources/${id}`)).json.reason;
  await expect.poll(reason, { timeout: 60_000 }).toBe("gone");
  await expect(stat(page, "Broken"), "without a reload").toHaveText("3");
  await expect(stat(page, "Acknowledged")).toHaveText("0");
});

test("changes are against any day, the trend has its text, and the report is a file; strangers get neither", async ({
  page,
  adminPage,
  request,
}) => {
  await adminPage.goto("/");
  const changes = adminPage.getByRole("region", { name: "Changes" });
  await changes.getByLabel("Changes since").fill("2026-01-15");
  await expect(adminPage).toHaveURL(/since=2026-01-15/);
  await expect(changes.getByText("15 Jan 2026")).toBeVisible();
  await changes.getByRole("link", { name: /^\d/ }).first().click();
  await expect(adminPage).toHaveURL(/change=newly_broken.*since=2026-01-15/);
  await expect(adminPage.getByLabel("since")).toHaveValue("2026-01-15");

  await adminPage.goto("/collections?days=30");
  const trend = adminPage.getByRole("region", { name: "Trend" });
  const slider = trend.getByRole("slider", { name: "Day of the trend" });
  await expect(slider).toHaveAttribute("aria-valuetext", /\d+ broken, .*\d+ valid/);
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveAttribute("aria-valuetext", /not measured/);
  await trend.getByText("As a table").click();
  await expect(trend.getByRole("row")).toHaveCount(31);

  const report = await page.request.get("/collections/report.json");
  const rows = await report.json();
  expect(rows.map(({ collection }: { collection: string }) => collection)).toContain("open-coursework");
  const csv = await (await page.request.get("/collections/report.csv")).text();
  expect(csv.trim().split("\r\n")).toHaveLength(rows.length + 1);
  for (const file of [
    "collections/report.csv",
    "collections/report.json",
    "resources/resources.csv",
    "resources/resources.json",
  ])
    expect([file, (await request.get(`/${file}`, { maxRedirects: 0 })).status()]).toEqual([file, 401]);
});

/** The list's file has the rows and the order of the screen. */
async function expectFileLikeScreen(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "CSV, these columns" }).click(),
  ]);
  const stream = await download.createReadStream();
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  const [head = "", ...lines] = text.trim().split("\r\n");
  expect(head).toMatch(/^id,title,url,verdict,reason/);
  const titles = await page
    .getByRole("table", { name: "Resources" })
    .getByRole("row")
    .getByRole("link")
    .allTextContents();
  const onScreen = titles.filter((title) => ["Old catalogue", "Sea map", "City map"].includes(title));
  expect(lines.map((line) => line.split(",")[1])).toEqual(onScreen);
}

/** The link of a number with its name. */
function stat(page: Page, label: string) {
  const name = page.locator("dt", { hasText: new RegExp(`^${label}$`) });
  return page.locator("dl > div", { has: name }).first().getByRole("link");
}

/** A collection's number in the report. */
function cell(page: Page, collection: string, column: string) {
  const heads = ["Collection", "Status", "Verdicts", "Broken", "Not confirmed", "Blocked", "Valid", "Acknowledged"];
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: collection, exact: true }) });
  return row.getByRole("cell").nth(heads.indexOf(column));
}

/** A library with maps inside it: three broken of five, all checked, confirmed at the first failure. */
async function fill(instance: Instance): Promise<Api> {
  const api = await apiOf(instance);
  const soon = { "checks.confirmFailures": 1, "checks.confirmSpanHours": 0, "snapshots.isOn": false };
  const changed = await api("PATCH", "settings", { ...QUICK, ...soon });
  expect(changed.status, JSON.stringify(changed.json)).toBe(200);
  await api("POST", "collections", { slug: "library", name: "Library", isSnapshotting: false });
  await api("POST", "collections", { slug: "maps", name: "Maps", parent: "library", isSnapshotting: false });
  const at = (page: number) => `http://plain-1.odd.localhost:${odd.port}/page/${page}`;
  for (const page of [1, 4, 5]) odd.control.setStatus("plain-1", `/page/${page}`, 404);
  const add = (collection: string, page: number, title: string) =>
    api("POST", "resources", { collection, url: at(page), title });
  await add("library", 1, "Old catalogue");
  await add("library", 2, "Reading room");
  await add("library", 3, "Opening hours");
  await add("maps", 4, "Sea map");
  await add("maps", 5, "City map");
  const broken = async () => (await api("GET", "resources?verdict=broken")).json.data.length;
  await expect.poll(broken, { timeout: 60_000 }).toBe(3);
  const unchecked = async () => (await api("GET", "resources?verdict=unchecked")).json.data.length;
  await expect.poll(unchecked, { timeout: 60_000 }).toBe(0);
  return api;
}

async function enterAsEditor(page: Page, instance: Instance): Promise<void> {
  const words = ["--email", EDITOR, "--role", "editor", "--collection", "library", "--collection", "maps", "--json"];
  const added = await holdfast(instance.dataDir, "users", "add", ...words);
  expect(added.code, added.stderr).toBe(0);
  await signIn(page, { email: EDITOR, password: JSON.parse(added.stdout).oneTimePassword }, instance.url);
  await page.getByLabel("New password", { exact: true }).fill("harbour kelp anchor");
  await page.getByLabel("New password again").fill("harbour kelp anchor");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
}
