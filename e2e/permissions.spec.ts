import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext, Browser, BrowserContext } from "@playwright/test";
import { ENDPOINTS } from "@/lib/api/endpoints";
import { apiOf, holdfast } from "./support/api";
import { expect, signIn, test } from "./support/fixtures";
import { ADMIN } from "./support/global-setup";

/*
 * Asks a running Holdfast for every page and every endpoint, as a stranger, a viewer, an editor and an admin. lib/permissions.test.ts reads
 * the same from the sources.
 */

const ROOT = path.resolve(import.meta.dirname, "..");
const RANK = { viewer: 0, editor: 1, admin: 2 } as const;
type Role = keyof typeof RANK;
const ROLES: readonly Role[] = ["viewer", "editor", "admin"];

/** A text that only somebody who may read resources ever sees. */
const MARK = "Only for people who signed in 7Q4Z";
const COLLECTION = "permissions";

type Page = { path: string; role: Role };
type Made = { resourceId: string; people: Record<Role, { email: string; password: string; bearer: string }> };

let made: Made;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(120_000);
  made = await makePeople();
});

test("a stranger is led to sign in from every page, and sees nothing of what is behind it", async ({ request }) => {
  for (const { path: page } of pages()) {
    const response = await request.get(page, { maxRedirects: 0 });
    const body = await response.text();
    const isLed = response.headers().location?.startsWith("/sign-in") || /NEXT_REDIRECT;\w+;\/sign-in/.test(body);
    expect(isLed, `${page} answers ${response.status()}`).toBe(true);
    expect(body, page).not.toContain(MARK);
  }
});

test("a stranger, a made-up token and a made-up cookie get 401 from every endpoint", async ({ request }) => {
  const strangers = [{}, { authorization: `Bearer hf_${"x".repeat(43)}` }, { cookie: "holdfast.session_token=a.b" }];
  for (const headers of strangers) {
    for (const endpoint of Object.values(ENDPOINTS)) {
      const response = await ask(request, endpoint, headers as Record<string, string>);
      expect([endpoint.method, endpoint.path, response.status()]).toEqual([endpoint.method, endpoint.path, 401]);
    }
    expect((await request.get("/api/live", { headers: headers as Record<string, string> })).status()).toBe(401);
  }
});

test("each endpoint is open from its role on, by token, and to nobody below it", async ({ request }) => {
  for (const role of ROLES) {
    const headers = { authorization: made.people[role].bearer };
    for (const endpoint of Object.values(ENDPOINTS)) {
      const status = (await ask(request, endpoint, headers)).status();
      const isOpen = RANK[role] >= RANK[endpoint.role];
      const told = `${role} ${endpoint.method} ${endpoint.path}: ${status}`;
      // What is sent is mostly empty: 400 and 404 come after the permission.
      if (isOpen) expect([401, 403, 405, 500].includes(status), told).toBe(false);
      else expect(status, told).toBe(403);
    }
  }
});

test("an editor changes nothing outside their collections", async ({ request }) => {
  const headers = { authorization: made.people.editor.bearer };
  const at = `/api/v1/resources/${made.resourceId}`;
  const tries = [
    request.patch(at, { headers, data: { title: "Mine now" } }),
    request.delete(at, { headers }),
    request.post(`${at}/check`, { headers }),
    request.post(`${at}/snapshot`, { headers, data: {} }),
    request.post(`${at}/removal`, { headers, data: { reason: "Not theirs to ask." } }),
    request.patch(`/api/v1/collections/${COLLECTION}`, { headers, data: { checkIntervalDays: 1 } }),
    request.post("/api/v1/resources", { headers, data: { collection: COLLECTION, url: "example.org" } }),
  ];
  for (const response of await Promise.all(tries))
    expect([response.url(), response.status()]).toEqual([response.url(), 403]);
});

for (const role of ROLES) {
  test(`${role === "viewer" ? "a viewer" : `an ${role}`} opens the pages of their role and no others`, async ({
    browser,
  }) => {
    const context = await enter(browser, made.people[role]);
    for (const page of pages()) {
      const response = await context.request.get(page.path, { maxRedirects: 0 });
      const body = await response.text();
      // A page that streams has begun to answer when the role is found too low: then its text tells.
      const isForbidden = response.status() === 403 || body.includes("NEXT_HTTP_ERROR_FALLBACK;403");
      expect([page.path, isForbidden]).toEqual([page.path, RANK[role] < RANK[page.role]]);
      expect(response.status(), page.path).not.toBe(500);
    }
    await context.close();
  });
}

test("a session's write is refused when it comes from another site", async ({ browser, baseURL }) => {
  const context = await enter(browser, made.people.admin);
  const add = (origin: string | null) =>
    context.request.post("/api/v1/resources", {
      headers: origin === null ? {} : { origin },
      data: { collection: COLLECTION, url: "example.org/by-cookie" },
    });
  expect((await add("https://evil.example")).status()).toBe(403);
  expect((await add("null")).status()).toBe(403);
  expect((await add(new URL(baseURL ?? "").origin)).status()).toBe(201);
  await context.close();
});

test("sign-in leads back to the page that was asked for, and to no other site", async ({ page }) => {
  await page.goto("/wayback?status=error");
  await fillIn(page, ADMIN);
  await expect(page).toHaveURL(/\/wayback\?status=error$/);
  await page.context().clearCookies();
  await page.goto("/sign-in?next=https://evil.example/");
  await fillIn(page, ADMIN);
  await expect(page).toHaveURL((url) => url.pathname === "/");
});

test("a wrong password and an unknown e-mail get the same sentence", async ({ page }) => {
  const answers: (string | null)[] = [];
  for (const email of [ADMIN.email, "nobody@holdfast.test"]) {
    await page.goto("/sign-in");
    await fillIn(page, { email, password: "not the password" });
    const answer = page.getByText(/e-mail or the password is wrong/);
    await expect(answer).toBeVisible();
    answers.push(await answer.textContent());
  }
  expect(answers[0]).toBe(answers[1]);
});

async function fillIn(page: import("@playwright/test").Page, { email, password }: { email: string; password: string }) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Every page with the role its first line asks for; variable parts are filled with ids that lead nowhere, but for the resource. */
function pages(): Page[] {
  const files = readdirSync(path.join(ROOT, "app"), { recursive: true, encoding: "utf8" });
  return files
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => file.endsWith("/page.tsx") && !/^(sign-in|welcome|see)\//.test(file))
    .map((file) => {
      const source = readFileSync(path.join(ROOT, "app", file), "utf8");
      const role = ROLES.find((name) => source.includes(`requireActor("${name}")`)) ?? "viewer";
      const route = file
        .replace(/\/?page\.tsx$/, "")
        .replace(/\(\w+\)\/?/g, "")
        .replace(/\/$/, "")
        .replace("[resourceId]", made.resourceId)
        .replace("[slug]", COLLECTION)
        .replace(/\[\w+\]/g, "0000-0000-0000");
      return { path: `/${route}`, role };
    });
}

function ask(
  request: APIRequestContext,
  endpoint: (typeof ENDPOINTS)[keyof typeof ENDPOINTS],
  headers: Record<string, string>,
) {
  const isList = endpoint.method === "GET";
  const type = "fileTypes" in endpoint ? endpoint.fileTypes[0] : "application/json";
  return request.fetch(endpoint.path.replace("{id}", isList ? made.resourceId : "0000-0000-0000"), {
    method: endpoint.method,
    headers: { ...headers, ...(isList ? {} : { "content-type": type }) },
    ...(isList ? {} : { data: Buffer.from("{}") }),
    maxRedirects: 0,
  });
}

/** A person of each role on the shared instance, each with a chosen password and a token as wide as it gets; and a resource to guard. */
async function makePeople(): Promise<Made> {
  const dataDir = process.env.E2E_DATA_DIR ?? "";
  const api = await apiOf({ url: process.env.E2E_BASE_URL ?? "", dataDir });
  await api("POST", "collections", { slug: COLLECTION, name: "Permissions" });
  const { json } = await api("POST", "resources", { collection: COLLECTION, url: "example.org/guarded", title: MARK });
  const person = async (role: Role) => {
    const email = `${role}@permissions.test`;
    const added = await holdfast(dataDir, "users", "add", "--email", email, "--role", role, "--json");
    expect(added.code, added.stderr).toBe(0);
    const scope = role === "viewer" ? "read" : role === "editor" ? "write" : "admin";
    const token = await holdfast(
      dataDir,
      "tokens",
      "create",
      "--name",
      role,
      "--scope",
      scope,
      "--user",
      email,
      "--json",
    );
    const { oneTimePassword } = JSON.parse(added.stdout);
    return { email, password: oneTimePassword, bearer: `Bearer ${JSON.parse(token.stdout).secret}` };
  };
  return {
    resourceId: json.id,
    people: { viewer: await person("viewer"), editor: await person("editor"), admin: await person("admin") },
  };
}

/** Signs in with the one-time password, sees that nothing else opens, and chooses another; later with that one. */
async function enter(browser: Browser, person: { email: string; password: string }): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: process.env.E2E_BASE_URL });
  const page = await context.newPage();
  await signIn(page, person);
  if (new URL(page.url()).pathname === "/welcome") {
    expect((await context.request.get("/api/v1/resources")).status(), "API before the first password").toBe(403);
    await page.goto("/resources");
    await expect(page).toHaveURL(/\/welcome$/);
    const chosen = `${person.password} of my own`;
    await page.getByLabel("New password", { exact: true }).fill(chosen);
    await page.getByLabel("New password again").fill(chosen);
    await page.getByRole("button", { name: "Save and go on" }).click();
    await expect(page).toHaveURL((url) => url.pathname === "/");
    person.password = chosen;
  }
  await page.close();
  return context;
}
