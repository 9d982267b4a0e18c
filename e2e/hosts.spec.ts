import { createServer, type Server } from "node:http";
import { freePorts } from "@/lib/launcher/data-dir";
import { type Api, apiOf } from "./support/api";
import { expect, signIn, test } from "./support/fixtures";
import { ADMIN } from "./support/global-setup";
import { type Instance, startInstance } from "./support/instance";

/*
 * What an admin sees of hosts and does with them, on a Holdfast of its own with a small web of hosts that have moods.
 */

const HOUR_S = 3_600;

let instance: Instance;
let api: Api;
let web: {
  server: Server;
  hostOf(name: string): string;
  /** Where nothing listens. */
  deadHost: string;
  countOf(name: string): number;
};

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const [port = 0, deadPort = 0] = await freePorts(2);
  web = await startMoodyWeb(port, deadPort);
  instance = await startInstance({
    env: {
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      ALLOWED_PRIVATE_HOSTS: `.moody.localhost:${port},${web.deadHost}`,
    },
  });
  api = await apiOf(instance);
  await api("PATCH", "settings", { "checks.hostIntervalMs": 50, "snapshots.isOn": false });
  await api("POST", "collections", { slug: "moods", name: "Moods" });
});

test.afterAll(async () => {
  await instance?.remove();
  web?.server.closeAllConnections();
  web?.server.close();
});

test("checks of a paused host wait, with the reason on the resource's page, and go on when an admin lifts the pause", async ({
  page,
}) => {
  const id = await addChecked("calm", "valid");
  await signIn(page, ADMIN, instance.url);
  await page.goto(`${instance.url}/hosts?q=calm`);
  await page.getByRole("link", { name: web.hostOf("calm") }).click();
  await page.getByRole("button", { name: "Pause …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Pause" }).click();
  await expect(dialog.getByText("Say why, so that others know.")).toBeVisible();
  await dialog.getByLabel("Why").fill("They move house");
  await dialog.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("by Admin, until it is lifted: They move house")).toBeVisible();

  const asked = web.countOf("calm");
  await page.goto(`${instance.url}/resources/${id}`);
  await page.getByRole("button", { name: "Check now" }).click();
  await expect(page.getByText(/is paused \(They move house\); checks go on when the pause is lifted/)).toBeVisible();
  // Another host's check, asked for later, is done by now; this one still waits.
  await addChecked("other", "valid");
  expect(web.countOf("calm")).toBe(asked);

  await page.goto(hostUrl("calm"));
  await page.getByRole("button", { name: "Lift the pause" }).click();
  await expect.poll(() => web.countOf("calm"), { timeout: 15_000 }).toBeGreaterThan(asked);
  await expect(page.getByText("by Admin, until it is lifted: They move house")).toBeHidden();
  await page.goto(`${instance.url}/resources/${id}`);
  await expect(page.getByText(/is paused/)).toBeHidden();
});

test("a host that answered 429 with Retry-After shows until when it is left alone, and is asked before only by a second press", async ({
  page,
}) => {
  const before = Date.now();
  const id = await addChecked("quota", "blocked");
  const asked = web.countOf("quota");
  const { json } = await api("GET", `hosts/${web.hostOf("quota")}`);
  expect(json).toMatchObject({ state: "retry_after", wait: { reason: "retry_after" }, verdicts: { blocked: 1 } });
  const waitS = (Date.parse(json.wait.until) - before) / 1_000;
  expect(waitS).toBeGreaterThan(HOUR_S - 2);
  expect(waitS).toBeLessThan(HOUR_S + 60);

  await signIn(page, ADMIN, instance.url);
  await page.goto(`${instance.url}/hosts?mark=waiting`);
  const row = page.getByRole("row", { name: web.hostOf("quota") });
  await expect(row.getByText("Asked us to wait")).toBeVisible();
  await expect(row.getByText(/by Retry-After; asked again in (1 h|59 min|60 min)/)).toBeVisible();
  await page.goto(`${instance.url}/resources/${id}`);
  await expect(page.getByText(/asked us to wait; checks go on in/)).toBeVisible();

  await page.goto(hostUrl("quota"));
  await page.getByRole("button", { name: "Ask again now …" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("asked us with Retry-After not to come before");
  expect(web.countOf("quota")).toBe(asked);
  await page.getByRole("button", { name: "Ask all the same" }).click();
  await expect.poll(() => web.countOf("quota"), { timeout: 15_000 }).toBeGreaterThan(asked);
  // It says the same again, and is left alone again.
  await expect.poll(async () => (await api("GET", `hosts/${web.hostOf("quota")}`)).json.state).toBe("retry_after");
});

test("the rule “403 is fine here” turns a blocked resource valid, says why, and its end turns it back", async ({
  page,
}) => {
  const id = await addChecked("wall", "blocked");
  await signIn(page, ADMIN, instance.url);
  await page.goto(hostUrl("wall"));
  await page.getByRole("button", { name: "Set a rule …" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Set the rule" }).click();
  await expect(dialog.getByText("Say why, so that others know.")).toBeVisible();
  await dialog.getByLabel("Codes that are fine").fill("403, x");
  await dialog.getByLabel("Why").fill("Their reading room is for members");
  await dialog.getByRole("button", { name: "Set the rule" }).click();
  await expect(dialog.getByText("Codes are numbers from 100 to 999, separated by commas.")).toBeVisible();
  await dialog.getByLabel("Codes that are fine").fill("403");
  await dialog.getByRole("button", { name: "Set the rule" }).click();
  await expect(page.getByText("1 resource will be checked by it.")).toBeVisible();
  await expect(page.getByText("403 is fine.")).toBeVisible();
  await expectVerdict(id, { verdict: "valid", reason: "accepted" });
  await page.goto(`${instance.url}/resources/${id}`);
  await expect(page.getByText("A rule for this host says that its answer is fine.")).toBeVisible();

  await page.goto(hostUrl("wall"));
  await page.getByRole("button", { name: "End the rule" }).click();
  await expect(page.getByText("None: the settings hold for this host as for all.")).toBeVisible();
  await expectVerdict(id, { verdict: "blocked", reason: "forbidden" });
  await page.getByRole("link", { name: "What people did here" }).click();
  await expect(page.getByRole("table", { name: "Activity" }).getByText("ended the rule for the host")).toBeVisible();
});

test("many resources of one dead host are one incident, first among the hosts and one line for a person", async ({
  page,
}) => {
  const dead = web.deadHost;
  const lines = ["url", ...["a", "b", "c", "d"].map((path) => `http://${dead}/${path}`)];
  await api("PATCH", "settings", { "checks.hostIntervalMs": 0 });
  await api("POST", "resources/import?collection=moods", lines.join("\n"));
  const incidents = async () => (await api("GET", "hosts?mark=incident")).json.data;
  await expect.poll(async () => (await incidents())[0]?.incident?.resourceCount, { timeout: 20_000 }).toBe(4);
  await signIn(page, ADMIN, instance.url);
  await page.goto(`${instance.url}/hosts`);
  await expect(page.getByRole("region", { name: "Incidents" }).getByRole("listitem")).toHaveCount(1);
  await page.goto(instance.url);
  const line = page.getByRole("link", { name: new RegExp(`^1 ${dead}: connection refused`) });
  await line.click();
  await expect(page.getByRole("heading", { level: 1, name: dead })).toBeVisible();
});

/** Adds the front page of a host and waits for its verdict. */
async function addChecked(name: string, verdict: string): Promise<string> {
  const { status, json } = await api("POST", "resources", {
    collection: "moods",
    url: `http://${web.hostOf(name)}/`,
    title: `Page of ${name}`,
  });
  expect(status).toBe(201);
  await expectVerdict(json.id, { verdict });
  return json.id;
}

async function expectVerdict(id: string, wanted: { verdict: string; reason?: string }): Promise<void> {
  await expect.poll(async () => (await api("GET", `resources/${id}`)).json, { timeout: 20_000 }).toMatchObject(wanted);
}

function hostUrl(name: string): string {
  return `${instance.url}/hosts/${encodeURIComponent(web.hostOf(name))}`;
}

/** `quota.…` answers 429 with Retry-After, `wall.…` 403, all others a page. Counts pages only: not robots.txt, nor made-up addresses. */
async function startMoodyWeb(port: number, deadPort: number): Promise<typeof web> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const [name = ""] = (request.headers.host ?? "").split(".");
    if (request.url !== "/") {
      response.writeHead(404).end();
      return;
    }
    counts.set(name, (counts.get(name) ?? 0) + 1);
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (name === "quota") response.writeHead(429, { "retry-after": String(HOUR_S) });
    if (name === "wall") response.writeHead(403);
    response.end(request.method === "HEAD" ? undefined : `<!doctype html><title>${name}</title><p>A page of ${name}.`);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    server,
    hostOf: (name) => `${name}.moody.localhost:${port}`,
    deadHost: `dead.moody.localhost:${deadPort}`,
    countOf: (name) => counts.get(name) ?? 0,
  };
}
