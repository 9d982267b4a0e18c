import { afterEach, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../start-sandbox";
import { archiveClient } from "./archive-client";

let sandbox: Sandbox | undefined;

async function start(settings: Record<string, unknown> = {}) {
  sandbox = await startSandbox({
    speed: 0,
    settings: { "spn.durationMs": 20_000, "spn.slotReleaseMs": 5_000, ...settings },
  });
  return { sandbox, client: archiveClient(sandbox) };
}

afterEach(() => sandbox?.close());

test("a submitted page is pending, then a success, and its capture is found once the index has caught up", async () => {
  const { sandbox, client } = await start({ "index.lagMs": 30_000 });
  const accepted = await client.save("https://library.example/guide");
  expect(accepted.status).toBe(200);
  expect(accepted.contentType).toBe("application/json");
  expect(accepted.json).toEqual({
    url: "https://library.example/guide",
    job_id: expect.stringMatching(/^spn2-[0-9a-f]{40}$/),
  });
  const jobId = String(accepted.json.job_id);

  expect((await client.jobStatus(jobId)).json).toEqual({ status: "pending", job_id: jobId, resources: [] });
  sandbox.control.advance(20_000);
  const { json: done } = await client.jobStatus(jobId);
  expect(done).toMatchObject({
    status: "success",
    job_id: jobId,
    http_status: 200,
    duration_sec: 20,
    first_archive: true,
  });
  const snapshot = `/web/${done.timestamp}/${done.original_url}`;
  expect((await client.get(snapshot)).status).toBe(404);
  expect((await client.get("/cdx/search/cdx?output=json&url=https://library.example/guide")).text).toBe("[]");

  sandbox.control.advance(30_000);
  const page = await client.get(snapshot);
  expect(page.status).toBe(200);
  expect(page.headers.get("memento-datetime")).not.toBeNull();
  expect(page.text).toContain("https://library.example/guide");
  const rows = (await client.get("/cdx/search/cdx?output=json&fl=timestamp,statuscode&url=library.example/guide")).json;
  expect(rows).toEqual([
    ["timestamp", "statuscode"],
    [done.timestamp, "200"],
  ]);
  const { json: available } = await client.get("/wayback/available?url=library.example/guide");
  expect(available).toMatchObject({
    archived_snapshots: {
      closest: { status: "200", url: `http://web.archive.org${snapshot}`, timestamp: done.timestamp },
    },
  });
});

test("no, wrong, malformed and revoked keys get 401 JSON before anything else", async () => {
  const { sandbox, client } = await start();
  sandbox.control.setTarget({ url: "https://excluded.example/*", isExcluded: true });
  const headers = ["", "LOW sandbox:wrong", "Bearer sandbox:sandbox-secret", "LOW sandbox sandbox-secret"];
  for (const authorization of headers) {
    const answers = [
      await client.send("POST", "/save", {
        form: { url: "https://excluded.example/" },
        headers: { Authorization: authorization },
      }),
      await client.send("POST", "/save/", { form: {}, headers: { Authorization: authorization } }),
      await client.send("GET", "/save/status/spn2-made-up", { headers: { Authorization: authorization } }),
      await client.send("POST", "/save/status", { form: { job_ids: "x" }, headers: { Authorization: authorization } }),
      await client.send("GET", "/save/status/user", { headers: { Authorization: authorization } }),
    ];
    for (const { status, contentType, json } of answers) {
      expect({ status, contentType, json }).toEqual({
        status: 401,
        contentType: "application/json",
        json: { message: "You need to be logged in to use Save Page Now." },
      });
    }
  }
  sandbox.control.revoke("sandbox");
  expect((await client.save("https://library.example/")).status).toBe(401);
  expect((await client.send("GET", "/save/status/system", { headers: { Authorization: "" } })).status).toBe(200);
});

test("the switch statusNeedsAuth=false lets anybody read a job, and nobody submit", async () => {
  const { client } = await start({ "spn.statusNeedsAuth": false });
  const anonymous = { headers: { Authorization: "" } };
  expect((await client.send("GET", "/save/status/spn2-x", anonymous)).status).toBe(200);
  expect((await client.send("POST", "/save", { form: { url: "https://a.example/" }, ...anonymous })).status).toBe(401);
});

test("without Accept: application/json a POST answers an HTML page that watches the job", async () => {
  const { client } = await start({ "spn.slotFull": "json", "spn.slots": 1 });
  const accept = { headers: { Accept: "*/*" } };
  const started = await client.send("POST", "/save", { form: { url: "https://library.example/a" }, ...accept });
  expect(started).toMatchObject({ status: 200, contentType: "text/html; charset=utf-8" });
  expect(started.text).toMatch(/spn\.watchJob\("spn2-[0-9a-f]{40}", "[^"]+", 6000\)/);
  const refused = await client.send("POST", "/save", { form: { url: "https://library.example/b" }, ...accept });
  expect(refused.text).toMatch(/^<h2>.*<\/h2>\n<p>You have already reached the limit of active.*<\/p>$/m);
});

test("above the pace a POST gets a short HTML page with 429 and no Retry-After", async () => {
  const { client } = await start({ "spn.perMinute": 0 });
  const refused = await client.save("https://library.example/a");
  expect(refused).toMatchObject({ status: 429, contentType: "text/html; charset=utf-8" });
  expect(refused.text).toContain("<h1>429 Too Many Requests</h1>");
  expect(refused.headers.has("retry-after")).toBe(false);
});

test("a refusal is HTTP 200 with status, status_ext and message, and without a job id", async () => {
  const { client } = await start();
  expect((await client.save("https://example.com/")).json).toEqual({
    status: "error",
    status_ext: "error:too-many-daily-captures",
    message: expect.stringContaining("already captured 5 times today"),
  });
});

test("a POST that is no form, or has no url, gets a 400 page", async () => {
  const { client } = await start();
  expect((await client.send("POST", "/save", { form: { uri: "https://a.example/" } })).status).toBe(400);
  const typed = { form: { url: "https://a.example/" }, headers: { "Content-Type": "text/plain" } };
  expect((await client.send("POST", "/save", typed)).status).toBe(400);
});

test("an unknown job is pending for ever by GET and absent from a batch", async () => {
  const { sandbox, client } = await start();
  const known = String((await client.save("https://library.example/a")).json.job_id);
  sandbox.control.advance(20_000 + 3_600_000);
  for (const id of [known, "spn2-made-up"]) {
    expect((await client.jobStatus(id)).json).toEqual({ job_id: id, resources: [], status: "pending" });
  }
  expect((await client.batchStatus([known, "spn2-made-up"])).text).toBe("[]");
});

test("the switches for unknown jobs answer 404 by GET and pending in a batch", async () => {
  const { client } = await start({ "spn.unknownJob.get": "404", "spn.unknownJob.batch": "pending" });
  expect((await client.jobStatus("spn2-x")).status).toBe(404);
  expect((await client.batchStatus(["spn2-x"])).json).toEqual([{ job_id: "spn2-x", resources: [], status: "pending" }]);
});

test("a batch is a list with one status for each known id, whatever blanks stand between them", async () => {
  const { client } = await start();
  const ids: unknown[] = [];
  for (const page of ["a", "b"]) ids.push((await client.save(`https://library.example/${page}`)).json.job_id);
  const { json } = await client.send("POST", "/save/status", { form: { job_ids: `${ids[0]}, ${ids[1]},${ids[0]}` } });
  expect(json).toMatchObject(ids.map((id) => ({ job_id: id, status: "pending" })));
  const one = await client.send("POST", "/save/status", { form: { job_id: String(ids[1]) } });
  expect(one.json).toMatchObject({ job_id: ids[1], status: "pending" });
});

test("the switch batchShape=map answers an object by job id", async () => {
  const { client } = await start({ "spn.batchShape": "map" });
  const id = String((await client.save("https://library.example/a")).json.job_id);
  expect((await client.batchStatus([id])).json).toMatchObject({ [id]: { status: "pending" } });
});

test("outlinks of a parent without any are answered with an error in HTTP 200", async () => {
  const { client } = await start();
  const answer = await client.send("POST", "/save/status", { form: { job_id_outlinks: "spn2-x" } });
  expect(answer.json).toEqual({ status: "error", message: "No job_ids found." });
});

test("the account's status has four fields, and repeats itself for ten seconds unless the query changes", async () => {
  const { sandbox, client } = await start();
  const idle = { processing: 0, available: 3, daily_captures: 0, daily_captures_limit: 30_000 };
  expect((await client.get("/save/status/user")).json).toEqual(idle);
  await client.save("https://library.example/a");
  expect((await client.get("/save/status/user")).json).toEqual(idle);
  const busy = { processing: 1, available: 2, daily_captures: 1, daily_captures_limit: 30_000 };
  expect((await client.get("/save/status/user?_t=1")).json).toEqual(busy);
  sandbox.control.advance(22_000);
  const lagging = { ...busy, processing: 0 };
  expect((await client.get("/save/status/user")).json).toEqual(lagging);
});

test("the system's status has a text, a count and queues, and can be down", async () => {
  const { sandbox, client } = await start();
  expect((await client.get("/save/status/system")).json).toMatchObject({
    status: "ok",
    queues: { "spn2-captures": 0 },
  });
  sandbox.control.configure({ "spn.system": "overloaded" });
  expect((await client.get("/save/status/system")).json.status).toContain("overloaded");
  sandbox.control.configure({ "spn.system": "down" });
  expect((await client.get("/save/status/system")).status).toBe(502);
});

test("a timestamp that is not exact leads to the nearest visible capture", async () => {
  const { sandbox, client } = await start();
  for (const timestamp of ["20240101000000", "20250601120000"]) {
    sandbox.control.addCapture({ url: "https://library.example/a?b=1", timestamp });
  }
  const near = await client.get("/web/2025/https://library.example/a?b=1");
  expect(near.status).toBe(302);
  expect(near.headers.get("location")).toBe("/web/20250601120000/https://library.example/a?b=1");
  expect(near.headers.has("x-archive-redirect-reason")).toBe(true);
  const bytes = await client.get("/web/20240101000000id_/https://library.example/a?b=1");
  expect(bytes).toMatchObject({ status: 200, contentType: "text/html" });
  expect(bytes.headers.get("link")).toContain('rel="original"');
  expect(bytes.headers.get("x-archive-src")).toMatch(/^spn2-.*warc\.gz$/);
  expect(bytes.headers.get("memento-datetime")).toBe("Mon, 01 Jan 2024 00:00:00 GMT");
});

test("an excluded URL is refused by index and playback, and unknown to availability", async () => {
  const { sandbox, client } = await start();
  sandbox.control.addCapture({ url: "https://private.example/", timestamp: "20240101000000" });
  sandbox.control.setTarget({ url: "https://private.example/*", isExcluded: true });
  const cdx = await client.get("/cdx/search/cdx?url=https://private.example/");
  expect([cdx.status, cdx.headers.get("x-archive-wayback-runtime-error")]).toEqual([
    403,
    expect.stringContaining("Blocked Site"),
  ]);
  const page = await client.get("/web/20240101000000/https://private.example/");
  expect([page.status, page.text]).toEqual([403, expect.stringContaining("URL has been excluded")]);
  expect((await client.get("/wayback/available?url=private.example")).json).toHaveProperty("archived_snapshots", {});
});

test("the index answers 30 requests a minute, then 429 without Retry-After, then the door closes", async () => {
  const { sandbox, client } = await start({ "cdx.perMinute": 2 });
  const ask = () => client.get("/cdx/search/cdx?url=a.example");
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  const refused = await ask();
  expect([refused.status, refused.headers.has("retry-after")]).toEqual([429, false]);
  sandbox.control.advance(60_000);
  expect((await ask()).status).toBe(200);
});

test("a visitor's GET waits for the capture and is led to it", async () => {
  const { sandbox, client } = await start({ "spn.durationMs": 100 });
  sandbox.control.setScale(1);
  const led = await client.send("GET", "/save/https://library.example/a?b=1", { headers: { Authorization: "" } });
  expect(led.status).toBe(302);
  expect(led.headers.get("location")).toMatch(/^\/web\/\d{14}\/https:\/\/library\.example\/a\?b=1$/);
  const again = await client.send("GET", "/save/https://library.example/a?b=1");
  expect(again.headers.get("x-page-cache")).toBe("HIT");
});

test("a page of the odd web is captured as its table says", async () => {
  const { sandbox, client } = await start();
  const odd = (path: string) => `http://answers.odd.localhost:${sandbox.oddPort}${path}`;
  const { json: job } = await client.save(odd("/code/404"));
  sandbox.control.advance(20_000);
  expect((await client.jobStatus(String(job.job_id))).json).toMatchObject({ status_ext: "error:not-found" });
});
