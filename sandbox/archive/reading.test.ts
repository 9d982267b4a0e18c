import { afterEach, expect, test } from "vitest";
import { archiveClient } from "./archive-client";
import { type Archive, startArchive } from "./start-archive";

const URL_A = "https://library.example/a";
const T = Date.UTC(2026, 8, 16, 8, 0, 0);
let archive: Archive;

async function start(settings: Record<string, unknown> = {}) {
  const all = { "spn.durationMs": 20_000, "index.lagMs": 0, ...settings };
  archive = await startArchive({ clock: { at: T }, settings: all });
  const client = archiveClient(archive);
  /** Submits and lets the job end; answers its status. */
  const capture = async (url = URL_A, fields: Record<string, string> = {}) => {
    const { json } = await client.save(url, fields);
    archive.control.advance(20_000);
    return (await client.jobStatus(String(json.job_id))).json;
  };
  return { client, control: archive.control, capture };
}

afterEach(() => archive.close());

test("before a capture can be played, its address leads to the nearest older one and says why", async () => {
  const { client, control, capture } = await start({ "index.lagMs.playback": 60_000 });
  control.addCapture({ url: URL_A, timestamp: "20250102030405" });
  const { timestamp } = await capture();
  const early = await client.get(`/web/${timestamp}id_/${URL_A}`);
  expect([early.status, early.headers.get("location")]).toEqual([302, `/web/20250102030405id_/${URL_A}`]);
  expect(early.headers.get("x-archive-redirect-reason")).toContain(String(timestamp));
  control.advance(60_000);
  expect((await client.get(`/web/${timestamp}id_/${URL_A}`)).status).toBe(200);
});

test.each([403, 404, 429])("an archived %i is played with that status and Memento-Datetime", async (status) => {
  const { client, control } = await start();
  control.addCapture({ url: URL_A, timestamp: "20250102030405", status });
  const played = await client.get(`/web/20250102030405id_/${URL_A}`);
  expect([played.status, played.headers.get("memento-datetime")]).toEqual([status, "Thu, 02 Jan 2025 03:04:05 GMT"]);
});

test("original bytes come with their headers and links to other captures", async () => {
  const { client, control } = await start();
  for (const year of [2023, 2024, 2025]) control.addCapture({ url: URL_A, timestamp: `${year}0102030405` });
  const { headers, text } = await client.get(`/web/20240102030405id_/${URL_A}`);
  expect(Object.fromEntries(headers)).toMatchObject({
    "x-archive-orig-content-type": "text/html",
    "x-archive-orig-content-length": String(text.length),
    "x-archive-src": "spn2-20240102030405-sandbox-00000.warc.gz",
    "x-page-cache": "MISS",
  });
  const relations = [...(headers.get("link") ?? "").matchAll(/rel="([^"]+)"/g)].map(([, relation]) => relation);
  const mementos = ["first memento", "prev memento", "memento", "next memento", "last memento"];
  expect(relations).toEqual(["original", "timemap", "timegate", ...mementos]);
  const again = await client.get(`/web/20240102030405id_/${URL_A}`);
  expect(again.headers.get("x-page-cache")).toBe("HIT");
});

test("the view of an archived redirect is a page that names its target; its original bytes are the redirect", async () => {
  const { client, control, capture } = await start();
  control.setTarget({ url: URL_A, redirects: [{ url: "https://library.example/b" }] });
  const { timestamp } = await capture();
  const view = await client.get(`/web/${timestamp}/${URL_A}`);
  expect([view.status, view.headers.has("memento-datetime")]).toEqual([200, false]);
  expect(view.text).toContain("Got an HTTP 302 response at crawl time");
  expect(view.text).toContain(`href="/web/${timestamp}/https://library.example/b"`);
  const original = await client.get(`/web/${timestamp}id_/${URL_A}`);
  expect([original.status, original.headers.get("location")]).toEqual([
    302,
    `/web/${timestamp}id_/https://library.example/b`,
  ]);
  control.configure({ "playback.viewRedirect": "redirect" });
  expect((await client.get(`/web/${timestamp}/${URL_A}`)).status).toBe(302);
});

test("a screenshot is a capture of its own, and one above 4 MB is dropped without a word", async () => {
  const { client, control, capture } = await start();
  const small = await capture(URL_A, { capture_screenshot: "1" });
  expect(small.screenshot).toBe(`http://web.archive.org/screenshot/${URL_A}`);
  const shown = await client.get(`/screenshot/${URL_A}`);
  expect([shown.status, shown.headers.get("location")]).toEqual([
    302,
    `/web/${small.timestamp}/http://web.archive.org/screenshot/${URL_A}`,
  ]);
  const picture = await client.get(shown.headers.get("location") ?? "");
  expect([picture.contentType, picture.text.slice(1, 4)]).toEqual(["image/png", "PNG"]);
  control.setTarget({ url: "https://library.example/long", screenshotBytes: 4_000_001 });
  const large = await capture("https://library.example/long", { capture_screenshot: "1" });
  expect([large.status, "screenshot" in large]).toEqual(["success", false]);
});

test("a page whose robots.txt keeps the archive out is refused by index, playback and the visitor's path", async () => {
  const { client, control } = await start();
  control.setTarget({ url: "https://shy.example/*", isBlockedByRobots: true });
  const paths = ["/cdx/search/cdx?url=shy.example/a", "/web/2025/https://shy.example/a", "/save/https://shy.example/a"];
  for (const path of paths) {
    const { status, headers } = await client.get(path);
    expect([status, headers.get("x-archive-wayback-runtime-error")]).toEqual([
      403,
      "RobotAccessControlException: Blocked By Robots",
    ]);
  }
  expect((await client.save("https://shy.example/a")).json).toHaveProperty("job_id");
});

test("the index names the exception of an excluded URL as its clients look for it", async () => {
  const { client, control } = await start();
  control.exclude("https://private.example/*");
  const { text } = await client.get("/cdx/search/cdx?url=private.example/a");
  expect(text).toContain("org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error");
});

test.each([
  ["[]", "[]"],
  ["empty", ""],
  ["header", '[["urlkey","timestamp","original","mimetype","statuscode","digest","length"]]'],
])("the switch cdx.empty=%s answers a query without a match with %j", async (empty, text) => {
  const { client } = await start({ "cdx.empty": empty });
  expect((await client.get("/cdx/search/cdx?output=json&url=nobody.example")).text).toBe(text);
  expect((await client.get("/cdx/search/cdx?url=nobody.example")).text).toBe("");
});

test("a resume key follows a blank line in text, and an empty row in JSON", async () => {
  const { client, control } = await start();
  for (const year of [2023, 2024, 2025]) control.addCapture({ url: URL_A, timestamp: `${year}0102030405` });
  const query = `/cdx/search/cdx?url=${URL_A}&fl=timestamp&limit=2&showResumeKey=true`;
  const { text } = await client.get(query);
  const [, key = ""] = /^20230102030405\n20240102030405\n\n(\S+)\n$/.exec(text) ?? [];
  expect((await client.get(`${query}&output=json`)).json).toEqual([
    ["timestamp"],
    ["20230102030405"],
    ["20240102030405"],
    [],
    [key],
  ]);
  expect((await client.get(`${query}&resumeKey=${key}`)).text).toBe("20250102030405\n");
});

test("pages of blocks leave out the newest captures, and a paged index is refused", async () => {
  const { client, control } = await start();
  control.addCapture({ url: URL_A, timestamp: "20250102030405" });
  control.addCapture({ url: URL_A });
  expect((await client.get(`/cdx/search/cdx?url=${URL_A}&showNumPages=true`)).text).toBe("1\n");
  expect((await client.get(`/cdx/search/cdx?url=${URL_A}&page=0&fl=timestamp`)).text).toBe("20250102030405\n");
  expect((await client.get(`/cdx/search/cdx?url=${URL_A}&showPagedIndex=true`)).status).toBe(400);
});

test("the list of a URL's captures counts for the pace of the index", async () => {
  const { client, control } = await start({ "cdx.perMinute": 2 });
  control.addCapture({ url: URL_A, timestamp: "20250102030405" });
  const list = await client.get(`/web/timemap/link/${URL_A}`);
  expect(list.text).toContain(`<http://web.archive.org/web/20250102030405/${URL_A}>; rel="first last memento"`);
  await client.get(`/cdx/search/cdx?url=${URL_A}`);
  expect((await client.get(`/web/timemap/link/${URL_A}`)).status).toBe(429);
});

test("who ignores the index's 429 for more than a minute is cut off from the whole archive for an hour", async () => {
  const { client, control } = await start({ "cdx.perMinute": 0 });
  const ask = () => client.get("/cdx/search/cdx?url=a.example");
  await ask();
  control.advance(50_000);
  expect((await ask()).status).toBe(429);
  control.advance(10_001);
  await expect(ask()).rejects.toThrow();
  await expect(client.get("/save/status/system")).rejects.toThrow();
  control.advance(3_600_000);
  expect((await client.get("/save/status/system")).status).toBe(200);
});

test("availability answers with a status in words and an http address, for the moment that is asked for", async () => {
  const { client, control } = await start();
  control.addCapture({ url: URL_A, timestamp: "20230102030405", status: 404 });
  control.addCapture({ url: URL_A, timestamp: "20250102030405" });
  const { json } = await client.get(`/wayback/available?url=${URL_A}&timestamp=2022`);
  expect(json).toEqual({
    url: URL_A,
    timestamp: "2022",
    archived_snapshots: {
      closest: {
        status: "404",
        available: true,
        url: `http://web.archive.org/web/20230102030405/${URL_A}`,
        timestamp: "20230102030405",
      },
    },
  });
});
