import { afterEach, expect, test } from "vitest";
import { type Archive, startArchive } from "./start-archive";

/*
 * What widely used clients of Save Page Now send, and what they read of the answers, by their newest public source as of November 2026.
 * Five of them were run against this archive with nothing changed but the host; docs/sandbox.md tells with what result.
 */

const URL_A = "https://library.example/a?x=1&y=2";
const KEYS = { Authorization: "LOW sandbox:sandbox-secret" };
const JSON_KEYS = { Accept: "application/json", ...KEYS };
let archive: Archive;

async function start(settings: Record<string, unknown> = {}, rate = 0) {
  const quick = { "spn.durationMs": 20_000, "spn.slotReleaseMs": 5_000, "index.lagMs": 0 };
  archive = await startArchive({ clock: { rate }, settings: { ...quick, ...settings } });
  return archive.control;
}

afterEach(() => archive.close());

const get = (path: string, init: RequestInit = {}) => fetch(`${archive.archiveUrl}${path}`, init);
const post = (path: string, body: string, headers: Record<string, string>) =>
  get(path, { method: "POST", body, headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers } });

/** The text of a field as a shell script finds it in compact JSON. */
const grep = (text: string, field: string) => new RegExp(`"${field}":"((?:[^"\\\\]|\\\\["\\\\])*)"`).exec(text)?.[1];

const CURL = { "User-Agent": "curl/8.14.1", Accept: "*/*" };
const CURL_JSON = { ...CURL, ...JSON_KEYS };

test("spn.sh with keys: submits with capture_all=on, polls without keys, reads the job by patterns", async () => {
  const control = await start({ "spn.statusNeedsAuth": false });
  const submitted = await (await post("/save/", `url=${encodeURIComponent(URL_A)}&capture_all=on`, CURL_JSON)).text();
  const jobId = grep(submitted, "job_id");
  expect(grep(submitted, "message")).toBeUndefined();
  const poll = async () => (await get(`/save/status/${jobId}`, { headers: CURL })).text();
  expect(grep(await poll(), "status")).toBe("pending");
  control.advance(20_000);
  const done = await poll();
  expect([grep(done, "status"), grep(done, "original_url")]).toEqual(["success", URL_A]);
  expect(done).toMatch(/"timestamp":"\d{14}"/);
  expect(done).toContain('"first_archive":true');
  expect(done).toMatch(/"outlinks":\["(?:[^"\\]|\\["\\])*"(?:,"(?:[^"\\]|\\["\\])*")*\]/);
});

test("spn.sh tells a full account by its words or by 429, and looks at the free slots without counting them itself", async () => {
  const control = await start({ "spn.slots": 0, "spn.slotFull": "json" });
  const words = await (await post("/save/", "url=a.example&capture_all=on", CURL_JSON)).text();
  expect(grep(words, "message")).toContain("You have already reached the limit");
  const user = await (await get("/save/status/user", { headers: CURL_JSON })).text();
  expect(/"available":[0-9]*/.exec(user)?.[0]).toBe('"available":0');
  control.configure({ "spn.slotFull": "429" });
  const page = await (await post("/save/", "url=b.example", CURL_JSON)).text();
  expect([grep(page, "message"), page]).toEqual([undefined, expect.stringContaining("429 Too Many Requests")]);
  const malformed = await (await post("/save/", "uri=b.example", CURL_JSON)).text();
  expect(malformed).toContain("400 Bad Request");
});

test("spn.sh reads a late start out of the message, and a page's status at the end of a job's message", async () => {
  const control = await start({ "spn.statusNeedsAuth": false });
  control.arm({ name: "delayed-start" });
  const late = grep(await (await post("/save/", "url=a.example", CURL_JSON)).text(), "message") ?? "";
  expect(late).toContain("capture will start in");
  expect([/(\d+) hour/.exec(late)?.[1], /(\d+) minute/.exec(late)?.[1]]).toEqual(["1", "34"]);
  control.setTarget({ url: "https://b.example/", status: 503 });
  const jobId = grep(await (await post("/save/", "url=https://b.example/", CURL_JSON)).text(), "job_id");
  control.advance(20_000);
  const failed = await (await get(`/save/status/${jobId}`, { headers: CURL })).text();
  expect([grep(failed, "status"), grep(failed, "status_ext")]).toEqual(["error", "error:service-unavailable"]);
  expect(grep(failed, "message")).toMatch(/ \(HTTP status=(40[89]|429|50[023478])\)\.$/);
});

test("spn.sh without keys finds job and refusal in the page, line by line", async () => {
  await start({ "spn.anonymousPost": "form" });
  const started = (await (await post("/save/", "url=a.example&capture_all=on", CURL)).text()).split("\n");
  const call = started.find((line) => line.includes("spn.watchJob("));
  expect(call?.replace(/^.*spn\.watchJob\("([^"]*).*$/, "$1")).toMatch(/^spn2-[0-9a-f]{40}$/);
  const refused = (await (await post("/save/", "url=https://nowhere.invalid/", CURL)).text()).split("\n");
  const heading = refused.findIndex((line) => /<\/?h2( [^>]*)?>/.test(line));
  const words = refused.slice(heading, heading + 3).find((line) => /<\/?p( [^>]*)?>/.test(line));
  expect(words?.replaceAll(/ *<\/?p> */g, "")).toBe("Cannot resolve host nowhere.invalid.");
});

test("gospn: all its options, the one that it sends as 0 included, and answers whose type is JSON to the letter", async () => {
  const control = await start();
  const headers = { ...JSON_KEYS, "User-Agent": "Go-http-client/1.1", "Accept-Encoding": "gzip" };
  const slots = await get("/save/status/user", { headers });
  expect(await slots.json()).toMatchObject({
    available: 3,
    processing: 0,
    daily_captures: 0,
    daily_captures_limit: 30_000,
  });
  const options = "capture_all=1&capture_outlinks=0&capture_screenshot=1&delay_wb_availability=1&force_get=1";
  const more = "if_not_archived_within=1d&js_behavior_timeout=0&skip_first_archive=1&use_user_agent=Robot";
  const submitted = await post("/save", `${options}&${more}&url=${encodeURIComponent(URL_A)}`, headers);
  expect([submitted.status, submitted.headers.get("content-type")]).toEqual([200, "application/json"]);
  const { job_id, status } = (await submitted.json()) as Record<string, string>;
  expect(status).toBeUndefined();
  control.advance(20_000);
  const done = (await (await get(`/save/status/${job_id}`, { headers })).json()) as Record<string, unknown>;
  expect(done).toMatchObject({ status: "success", outlinks: [], resources: [URL_A], duration_sec: expect.any(Number) });
});

test("ocw-studio: submits with skip_first_archive, reads jobs in batches of fifty by id, retries on 429 alone", async () => {
  const control = await start({ "spn.slots": 60, "spn.perMinute": 60, "spn.hostPerMinute": 60 });
  const headers = { ...JSON_KEYS, "User-Agent": "python-requests/2.32.5" };
  control.setTarget({ url: "https://ocw.example/7", status: 403 });
  const ids: string[] = [];
  for (let page = 0; page < 50; page += 1) {
    const answer = await post(
      "/save",
      `url=${encodeURIComponent(`https://ocw.example/${page}`)}&skip_first_archive=1`,
      headers,
    );
    ids.push(((await answer.json()) as { job_id: string }).job_id);
  }
  control.advance(20_000);
  const batch = await post("/save/status", `job_ids=${encodeURIComponent(ids.join(","))}`, headers);
  const results = (await batch.json()) as Record<string, unknown>[];
  expect(results.map(({ job_id }) => job_id)).toEqual(ids);
  expect(results[0]).toMatchObject({ status: "success", http_status: 200, timestamp: expect.any(String) });
  expect(results[7]).toMatchObject({ status: "error", status_ext: "error:no-access" });
  control.arm({ name: "post-429" });
  expect((await post("/save", "url=https://ocw.example/x", headers)).status).toBe(429);
});

/** The visitor's path with the clock running, so that a capture takes a twentieth of a second. */
const startRunning = (settings: Record<string, unknown> = {}) => start({ "spn.durationMs": 5_000, ...settings }, 100);

test("savepagenow: follows the redirect of GET /save/ and reads Link and X-Page-Cache of the capture's page", async () => {
  const control = await startRunning({ "index.lagMs": 3_600_000 });
  const agent = { "User-Agent": "savepagenow (https://github.com/palewire/savepagenow)" };
  for (const headers of [agent, { ...agent, ...JSON_KEYS, "Content-Type": "application/x-www-form-urlencoded" }]) {
    const page = `https://library.example/${Object.keys(headers).length}`;
    const first = await get(`/save/${page}`, { headers });
    const link = /<([^>]+)>; rel="memento"/.exec(first.headers.get("link") ?? "")?.[1];
    expect([first.status, link]).toEqual([
      200,
      expect.stringMatching(/^http:\/\/web\.archive\.org\/web\/\d{14}\/https/),
    ]);
    expect(first.headers.get("x-page-cache")).not.toBe("HIT");
    expect((await get(`/save/${page}`, { headers })).headers.get("x-page-cache")).toBe("HIT");
  }
  control.setTarget({ url: "https://shy.example/", isBlockedByRobots: true });
  const blocked = await get("/save/https://shy.example/", { headers: agent });
  expect(blocked.headers.get("x-archive-wayback-runtime-error")).toBe("RobotAccessControlException: Blocked By Robots");
});

test("waybackpy saves: finds the capture behind rel=memento, knows 429 and 509", async () => {
  const control = await startRunning({ "spn.slotFull": "json" });
  const headers = { "User-Agent": "waybackpy 3.0.6 - https://github.com/akamhy/waybackpy" };
  const saved = await get("/save/https://library.example/a", { headers });
  const found = /rel="memento.*?(web\.archive\.org\/web\/[0-9]{14}\/.*?)>/.exec(saved.headers.get("link") ?? "")?.[1];
  expect(found).toMatch(/^web\.archive\.org\/web\/\d{14}\/https:\/\/library\.example\/a$/);
  control.configure({ "spn.slots": 0 });
  expect((await get("/save/https://library.example/b", { headers })).status).toBe(509);
  control.configure({ "spn.anonymousGet": "429" });
  expect((await get("/save/https://library.example/c", { headers })).status).toBe(429);
});

test("waybackpy reads: seven columns of the index, its resume key in the last line, pages of blocks, availability", async () => {
  const control = await start();
  for (const year of [2021, 2022, 2023])
    control.addCapture({ url: "https://library.example/a", timestamp: `${year}0102030405` });
  const page = async (more: string) => {
    const query = `gzip=false&url=library.example%2Fa&showResumeKey=true&limit=2${more}`;
    return (await (await get(`/cdx/search/cdx?${query}`)).text()).trim().split("\n");
  };
  const lines = await page("");
  expect(lines.at(-2)).toBe("");
  const rest = await page(`&resumeKey=${lines.at(-1)?.trim()}`);
  for (const row of [...lines.slice(0, 2), ...rest]) expect(row.split(" ")).toHaveLength(7);
  expect(rest).toHaveLength(1);
  const pages = await (await get("/cdx/search/cdx?showNumPages=true&url=library.example%2Fa")).text();
  expect(Number.parseInt(pages.trim(), 10)).toBe(1);
  const near = await get("/wayback/available?url=https%3A%2F%2Flibrary.example%2Fa&timestamp=199401010000");
  const { archived_snapshots } = (await near.json()) as {
    archived_snapshots: { closest: { url: string; timestamp: string } };
  };
  expect(archived_snapshots.closest).toMatchObject({
    timestamp: "20210102030405",
    url: "http://web.archive.org/web/20210102030405/https://library.example/a",
  });
});

test("wayback (EDGI) searches: rows with a revisit's dashes, then a blank line and the key", async () => {
  const control = await start();
  for (const year of [2021, 2022, 2023])
    control.addCapture({ url: "https://library.example/a", timestamp: `${year}0102030405` });
  const query = "url=https%3A%2F%2Flibrary.example%2Fa&limit=2&showResumeKey=true&resolveRevisits=true";
  const lines = (await (await get(`/cdx/search/cdx?${query}`)).text()).split("\n");
  const [, timestamp, original, mimeType, status] = (lines[1] ?? "").split(" ");
  expect([timestamp, original, mimeType, status]).toEqual([
    "20220102030405",
    "https://library.example/a",
    "warc/revisit",
    "-",
  ]);
  const rest = await get(`/cdx/search/cdx?${query}&resumeKey=${lines[3]}`);
  expect((await rest.text()).trim().split("\n")).toHaveLength(1);
  control.exclude("https://private.example/*");
  const blocked = await get("/cdx/search/cdx?url=private.example/a");
  expect([blocked.ok, await blocked.text()]).toEqual([
    false,
    expect.stringContaining("AdministrativeAccessControlException"),
  ]);
});

test("wayback (EDGI) plays: mementos by their header, redirects by header or by the page of the view", async () => {
  const control = await start();
  control.setTarget({
    url: "https://library.example/old",
    redirects: [{ url: "https://library.example/new", status: 301 }],
  });
  const answer = await post("/save", "url=https://library.example/old", JSON_KEYS);
  const { job_id } = (await answer.json()) as { job_id: string };
  control.advance(20_000);
  const done = (await (await get(`/save/status/${job_id}`, { headers: JSON_KEYS })).json()) as { timestamp: string };
  const play = (mod: string) => get(`/web/${done.timestamp}${mod}/https://library.example/old`, { redirect: "manual" });
  const original = await play("id_");
  expect([original.status, original.headers.has("memento-datetime")]).toEqual([301, true]);
  const view = await play("");
  expect([view.status, view.headers.has("x-archive-src")]).toEqual([200, true]);
  const text = await view.text();
  expect(text).toMatch(/Got an? HTTP 3\d\d response at crawl time/i);
  expect(new RegExp(`<a href="(/web/${done.timestamp}/[^"]+)"`).exec(text)?.[1]).toContain(
    "https://library.example/new",
  );
  const never = await get("/web/20200102030405id_/https://library.example/never");
  expect([never.status, never.headers.has("memento-datetime")]).toEqual([404, false]);
});

test("wayback_archiver: a GET of /save/ that follows nothing takes a redirect for done", async () => {
  await startRunning();
  const headers = { "User-Agent": "WaybackArchiver/1.4.0 (+https://rubygems.org/gems/wayback_archiver)" };
  const done = await get("/save/https://library.example/a", { headers, redirect: "manual" });
  expect([done.status, done.headers.get("location")]).toEqual([
    302,
    expect.stringMatching(/^\/web\/\d{14}\/https:\/\/library\.example\/a$/),
  ]);
});
