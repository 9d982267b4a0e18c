import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { archiveClient } from "./archive-client";
import { type Archive, startArchive } from "./start-archive";

const URL_A = "https://library.example/a";
const T = Date.UTC(2026, 8, 16, 8, 0, 0);
let archive: Archive;

async function start(settings: Record<string, unknown> = {}) {
  archive = await startArchive({ clock: { at: T }, settings: { "spn.durationMs": 20_000, ...settings } });
  return { client: archiveClient(archive), control: archive.control };
}

afterEach(() => archive.close());

const anonymous = { Authorization: "", Accept: "*/*" };

/** Sends with Node's own client, which lets a header say anything; answers the status. */
function ask(path: string, headers: Record<string, string>, body?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(`${archive.archiveUrl}${path}`, { method: body === undefined ? "GET" : "POST", headers });
    sent.once("response", (response) => resolve(response.resume().statusCode)).once("error", reject);
    if (body !== undefined) sent.write(body);
    sent.end();
  });
}

test("a body without a length is refused with 411, and the log has it", async () => {
  const { control } = await start();
  const headers = {
    Authorization: "LOW sandbox:sandbox-secret",
    Accept: "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
    "Transfer-Encoding": "chunked",
  };
  expect(await ask("/save", headers, `url=${URL_A}`)).toBe(411);
  await expect.poll(() => control.requests()).toMatchObject([{ method: "POST", path: "/save", status: 411 }]);
  expect(control.jobs).toEqual([]);
});

test.each([
  ["web.archive.org", [200, 404]],
  ["archive.org", [404, 200]],
  ["www.archive.org", [404, 200]],
  ["sandbox.example:80", [200, 200]],
])("under the name %s only that host's paths are served", async (host, expected) => {
  await start();
  const paths = ["/save/status/system", `/wayback/available?url=${URL_A}`];
  const statuses: unknown[] = [];
  for (const path of paths) statuses.push(await ask(path, { Host: host }));
  expect(statuses).toEqual(expected);
});

test("the Date header is the archive's clock", async () => {
  const { client, control } = await start();
  control.advance(3_600_000);
  expect((await client.get("/save/status/system")).headers.get("date")).toBe("Wed, 16 Sep 2026 09:00:00 GMT");
});

test("unknown parameters change nothing", async () => {
  const { client, control } = await start();
  const { json } = await client.save(URL_A, { wacz: "on", disable_adblocker: "1", colour: "red" });
  control.advance(20_000);
  const plain = (await client.jobStatus(String(json.job_id))).json;
  expect(Object.keys(plain).sort()).toEqual([
    "counters",
    "duration_sec",
    "first_archive",
    "http_status",
    "job_id",
    "original_url",
    "outlinks",
    "resources",
    "status",
    "timestamp",
  ]);
});

test("secrets are hashed in the log, in the query as well as in the form", async () => {
  const { client, control } = await start();
  const secrets = { capture_cookie: "session=private", target_username: "ann", target_password: "hunter2" };
  await client.send("POST", `/save?${new URLSearchParams(secrets)}`, { form: { url: URL_A, ...secrets } });
  const log = JSON.stringify(control.requests());
  expect(log).toContain("sha256");
  expect(log).not.toMatch(/private|ann\b|hunter2|sandbox-secret/);
});

test("POST /save without keys is 401, also for a browser, unless the web form is open to all", async () => {
  const { client, control } = await start();
  const post = (path: string) => client.send("POST", "/save/", { form: { url: path }, headers: anonymous });
  expect((await post(URL_A)).status).toBe(401);
  control.configure({ "spn.anonymousPost": "form" });
  const open = await post(URL_A);
  expect([open.status, open.text]).toEqual([200, expect.stringContaining("spn.watchJob(")]);
  const json = { form: { url: URL_A }, headers: { Authorization: "" } };
  expect((await client.send("POST", "/save/", json)).status).toBe(401);
});

test("without keys there are three submissions a minute and 200 a day, and the text leaks how the limit is kept", async () => {
  const { client, control } = await start({ "spn.anonymousPost": "form", "spn.slots": 500, "spn.slotReleaseMs": 0 });
  const post = (n: number) => client.send("POST", "/save", { form: { url: `${URL_A}${n}` }, headers: anonymous });
  const minute = [await post(1), await post(2), await post(3), await post(4)];
  expect(minute.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
  control.configure({ "spn.anonymousPerMinute": 1000, "spn.hostPerMinute": 1000, "spn.anonymousPerDay": 4 });
  await post(5);
  expect((await post(6)).text).toContain("<p>You cannot make more than (4,) captures per day.</p>");
});

test("without keys neither outlinks nor a screenshot are captured", async () => {
  const { client, control } = await start({ "spn.anonymousPost": "form" });
  const form = { url: URL_A, capture_outlinks: "1", capture_screenshot: "1" };
  await client.send("POST", "/save", { form, headers: anonymous });
  expect(control.runs).toHaveLength(1);
  expect(control.captures.map(({ url }) => url)).toEqual([URL_A]);
});

test("an account may have limits of its own, and tells what it has used of them", async () => {
  const { client, control } = await start();
  control.setAccount({ accessKey: "sandbox", limits: { slots: 1, perMinute: 2, perDay: 9 } });
  await client.save(URL_A);
  expect(control.accounts).toEqual([
    {
      accessKey: "sandbox",
      isRevoked: false,
      limits: { slots: 1, perMinute: 2, perDay: 9 },
      used: { slots: 1, postsInMinute: 1, capturesToday: 1 },
    },
  ]);
  expect((await client.get("/save/status/user")).json).toMatchObject({ available: 0, daily_captures_limit: 9 });
  await client.save(`${URL_A}2`);
  expect((await client.save(`${URL_A}3`)).status).toBe(429);
});

test("daily_status_limit is told only where the switch says so", async () => {
  const { client } = await start({ "spn.hasDailyStatusLimit": true });
  expect((await client.get("/save/status/user")).json).toHaveProperty("daily_status_limit", 70_000);
});
