import { afterEach, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../start-sandbox";
import { archiveClient } from "./archive-client";
import type { FaultName } from "./fault-catalogue";

const URL_A = "https://library.example/a";
let sandbox: Sandbox;

async function start(name: FaultName, more: { options?: Record<string, number>; count?: number | null } = {}) {
  const settings = { "spn.durationMs": 20_000, "spn.perMinute": 1000, "index.lagMs": 0 };
  sandbox = await startSandbox({ speed: 0, settings });
  sandbox.control.arm({ name, ...more });
  const client = archiveClient(sandbox);
  /** Submits, lets the job end, and answers its status. */
  const capture = async () => {
    const { json } = await client.save(URL_A);
    sandbox.control.advance(20_000);
    return (await client.jobStatus(String(json.job_id))).json;
  };
  const cdx = async () => (await client.get("/cdx/search/cdx?output=json&url=library.example/a")).json;
  return { client, capture, cdx, control: sandbox.control };
}

afterEach(() => sandbox.close());

test.each([
  ["post-429", 429, null, 0],
  ["post-429-retry-after", 429, "300", 0],
  ["post-5xx", 502, null, 0],
  ["post-5xx-captured", 520, null, 1],
] as const)(
  "%s: the POST is answered %i, and the job exists only if the name says so",
  async (name, status, retryAfter, jobs) => {
    const { client, control } = await start(name);
    const answer = await client.save(URL_A);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([status, retryAfter]);
    expect(answer.contentType).toContain("text/html");
    expect(control.jobs).toHaveLength(jobs);
    expect((await client.save(URL_A)).status).toBe(200);
  },
);

test.each([
  ["post-cut", 0],
  ["post-cut-captured", 1],
] as const)("%s: no answer comes, and the log has the request with status 0", async (name, jobs) => {
  const { client, control } = await start(name);
  await expect(client.save(URL_A)).rejects.toThrow();
  expect(control.jobs).toHaveLength(jobs);
  await expect.poll(() => control.requests().map(({ status }) => status), { timeout: 10_000 }).toEqual([0]);
});

test("post-429-with-job: the 429 names a job that was started", async () => {
  const { client, control } = await start("post-429-with-job");
  const answer = await client.save(URL_A);
  expect([answer.status, answer.json.job_id]).toEqual([429, control.jobs[0]?.id]);
});

test("connection-cut: every request is cut, the control interface is not", async () => {
  const { client } = await start("connection-cut", { count: null });
  await expect(client.get("/save/status/system")).rejects.toThrow();
  expect((await client.get("/__double/health")).status).toBe(200);
});

test("html-answer: a JSON path answers 200 with HTML", async () => {
  const { client } = await start("html-answer");
  expect(await client.get("/save/status/user")).toMatchObject({ status: 200, contentType: "text/html; charset=utf-8" });
});

test.each(["/save/status/user", "/save/status/spn2-x"])(
  "message-only: %s answers nothing but a message",
  async (path) => {
    const { client } = await start("message-only");
    expect(Object.keys((await client.get(path)).json)).toEqual(["message"]);
  },
);

test("unauthorised-once: one 401 with good keys, then all is well", async () => {
  const { client } = await start("unauthorised-once");
  expect((await client.get("/save/status/user")).status).toBe(401);
  expect((await client.get("/save/status/user")).status).toBe(200);
});

test("lost-job: it never leaves pending, by GET and in a batch", async () => {
  const { client, capture, control, cdx } = await start("lost-job");
  const { job_id } = await capture();
  control.advance(48 * 3_600_000);
  expect((await client.jobStatus(String(job_id))).json).toMatchObject({ status: "pending" });
  expect((await client.batchStatus([String(job_id)])).json).toMatchObject([{ job_id, status: "pending" }]);
  expect(await cdx()).toEqual([]);
});

test("delayed-start: the answer says when, and the job is pending until then", async () => {
  const { client, control } = await start("delayed-start");
  const { json } = await client.save(URL_A);
  expect(json.message).toContain("capture will start in ~1 hour, 34 minutes");
  control.advance(5_640_000);
  expect((await client.jobStatus(String(json.job_id))).json).toMatchObject({ status: "pending" });
  control.advance(20_000);
  expect((await client.jobStatus(String(json.job_id))).json).toMatchObject({ status: "success" });
});

test("forgotten-job: the result is gone at once, the capture is there", async () => {
  const { client, capture, cdx } = await start("forgotten-job");
  const status = await capture();
  expect(status).toMatchObject({ status: "pending", resources: [] });
  expect((await client.batchStatus([String(status.job_id)])).json).toEqual([]);
  expect(await cdx()).toHaveLength(2);
});

test("success-flips: a success later reads error:no-captures, and the capture stays", async () => {
  const { client, capture, control, cdx } = await start("success-flips");
  const first = await capture();
  expect(first).toMatchObject({ status: "success" });
  control.advance(60_000);
  const later = (await client.jobStatus(String(first.job_id))).json;
  expect(later).toMatchObject({ status: "error", status_ext: "error:no-captures" });
  expect(await cdx()).toHaveLength(2);
});

test("error-but-captured: the job fails, the index has the capture", async () => {
  const { capture, cdx } = await start("error-but-captured");
  expect(await capture()).toMatchObject({ status: "error", status_ext: "error:job-failed" });
  expect(await cdx()).toHaveLength(2);
});

test("never-visible: a success that no reader ever shows", async () => {
  const { client, capture, control, cdx } = await start("never-visible");
  const { timestamp } = await capture();
  control.advance(30 * 86_400_000);
  expect(await cdx()).toEqual([]);
  expect((await client.get(`/web/${timestamp}/${URL_A}`)).status).toBe(404);
});

test("vanishing-capture: shown, and gone 17 hours later", async () => {
  const { capture, control, cdx } = await start("vanishing-capture");
  await capture();
  expect(await cdx()).toHaveLength(2);
  control.advance(17 * 3_600_000);
  expect(await cdx()).toEqual([]);
});

test("late-index: the capture is seen an hour later than usual", async () => {
  const { capture, control, cdx } = await start("late-index");
  await capture();
  expect(await cdx()).toEqual([]);
  control.advance(3_600_000);
  expect(await cdx()).toHaveLength(2);
});

test.each([
  ["no-captures", { status: "error", status_ext: "error:no-captures" }],
  ["unknown-code", { status: "error", status_ext: "error:quux-overflow" }],
  ["truncated-url", { status: "success", original_url: "/a" }],
] as const)("%s: the job ends as the catalogue says", async (name, expected) => {
  const { capture } = await start(name);
  expect(await capture()).toMatchObject(expected);
});

test("no-timestamp: a success without timestamp", async () => {
  const { capture } = await start("no-timestamp");
  const status = await capture();
  expect(status).toMatchObject({ status: "success" });
  expect(status).not.toHaveProperty("timestamp");
});

test("url-used-up: the first POST of the day is refused", async () => {
  const { client } = await start("url-used-up");
  expect((await client.save(URL_A)).json).toMatchObject({ status_ext: "error:too-many-daily-captures" });
});

test("slots-taken: the account's status says 0 available, and a POST is accepted all the same", async () => {
  const { client } = await start("slots-taken");
  expect((await client.get("/save/status/user")).json).toMatchObject({ available: 0 });
  expect((await client.save(URL_A)).json).toHaveProperty("job_id");
});

test("batch-lacks-ids: every other job is left out once", async () => {
  const { client } = await start("batch-lacks-ids");
  const ids: string[] = [];
  for (const page of [1, 2]) ids.push(String((await client.save(`https://library.example/${page}`)).json.job_id));
  expect((await client.batchStatus(ids)).json).toMatchObject([{ job_id: ids[1] }]);
  expect((await client.batchStatus(ids)).json).toHaveLength(2);
});

test.each([
  ["cdx-504", "/cdx/search/cdx?url=a.example", 504],
  ["availability-429", "/wayback/available?url=a.example", 429],
] as const)("%s: one failure, then fine", async (name, path, status) => {
  const { client } = await start(name);
  expect([(await client.get(path)).status, (await client.get(path)).status]).toEqual([status, 200]);
});

test("cdx-blind: the index finds nothing once although it has the capture", async () => {
  const { capture, cdx } = await start("cdx-blind");
  await capture();
  expect([await cdx(), await cdx()]).toEqual([[], expect.objectContaining({ length: 2 })]);
});

test("get-5xx-captured: the visitor sees 523, the job runs", async () => {
  const { client, control } = await start("get-5xx-captured");
  expect((await client.get(`/save/${URL_A}`)).status).toBe(523);
  expect(control.jobs).toHaveLength(1);
});

test("a fault strikes as often as it is armed for, at the URLs it is armed for", async () => {
  const { client, control } = await start("post-429", { count: 0 });
  control.arm({ name: "post-5xx", count: 2, url: "https://museum.example/*", options: { status: 503 } });
  expect((await client.save("https://library.example/1")).status).toBe(200);
  const answers = [];
  for (const page of [1, 2, 3]) answers.push((await client.save(`https://museum.example/${page}`)).status);
  expect(answers).toEqual([503, 503, 200]);
  expect(control.faults.at(-1)).toMatchObject({ struck: 2, remaining: 0 });
});

test("a fault with a probability strikes by the seed, in about that share", async () => {
  const { client, control } = await start("post-429", { count: 0 });
  const strikes = async () => {
    const fault = control.arm({ name: "post-5xx", count: null, probability: 0.3 });
    for (let page = 0; page < 100; page += 1) await client.save(`https://a${page}.example/`);
    control.disarm(fault.id);
    return control.faults.find(({ id }) => id === fault.id)?.struck ?? 0;
  };
  const first = await strikes();
  expect(first).toBeGreaterThan(15);
  expect(first).toBeLessThan(45);
  expect(await strikes()).toBe(first);
});
