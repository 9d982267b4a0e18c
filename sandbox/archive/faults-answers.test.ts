import { afterEach, beforeEach, expect, test } from "vitest";
import { archiveClient } from "./archive-client";
import { FAULTS } from "./fault-catalogue";
import type { FaultRequest } from "./faults";
import { type Archive, startArchive } from "./start-archive";

const URL_A = "https://library.example/a";
let archive: Archive;
let client: ReturnType<typeof archiveClient>;

beforeEach(async () => {
  const settings = { "spn.durationMs": 20_000, "spn.perMinute": 1000, "index.lagMs": 0 };
  archive = await startArchive({ clock: { rate: 0 }, settings });
  client = archiveClient(archive);
});
afterEach(() => archive.close());

const arm = (fault: FaultRequest) => archive.control.arm(fault);

/** Submits, lets the job end, and answers its status. */
async function capture(url = URL_A) {
  const { json } = await client.save(url);
  archive.control.advance(20_000);
  return (await client.jobStatus(String(json.job_id))).json;
}

test("the catalogue has every trouble from F01 to F30, and F35", () => {
  const known = new Set(Object.values(FAULTS).map(({ id }) => id));
  const numbers = [...Array.from({ length: 30 }, (_, index) => index + 1), 35];
  const missing = numbers.map((number) => `F${String(number).padStart(2, "0")}`).filter((id) => !known.has(id));
  expect(missing).toEqual([]);
});

test.each([500, 502, 503, 504])("post-5xx and post-5xx-captured answer %i where they are told so", async (status) => {
  arm({ name: "post-5xx", options: { status } });
  expect((await client.save(URL_A)).status).toBe(status);
  expect(archive.control.jobs).toEqual([]);
  arm({ name: "post-5xx-captured", options: { status } });
  const { status: answered, contentType } = await client.save(URL_A);
  expect([answered, contentType, archive.control.jobs.length]).toEqual([status, "text/html; charset=utf-8", 1]);
});

test("post-429-retry-after names as many seconds as it is told", async () => {
  arm({ name: "post-429-retry-after", options: { seconds: 600 } });
  expect((await client.save(URL_A)).headers.get("retry-after")).toBe("600");
});

test("keys-revoked: all keys get 401 from now on, until it is disarmed", async () => {
  const { id } = arm({ name: "keys-revoked", count: null });
  const answers = [await client.save(URL_A), await client.get("/save/status/user"), await client.jobStatus("x")];
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  archive.control.disarm(id);
  expect((await client.save(URL_A)).status).toBe(200);
});

test("message-only: a batch answers an object with nothing but a message", async () => {
  arm({ name: "message-only" });
  expect(Object.keys((await client.batchStatus(["spn2-x"])).json)).toEqual(["message"]);
});

test("html-answer-captured: the POST answers 200 with HTML although the job was started", async () => {
  arm({ name: "html-answer-captured" });
  const { status, contentType } = await client.save(URL_A);
  expect([status, contentType, archive.control.jobs.length]).toEqual([200, "text/html; charset=utf-8", 1]);
});

test("error-page: any path answers with the status it is told, and a Retry-After only if it is told so", async () => {
  arm({ name: "error-page", url: "/save/status", options: { status: 429, retryAfterSeconds: 30 } });
  arm({ name: "error-page", url: "/web/" });
  expect((await client.save(URL_A)).status).toBe(200);
  const answers = [await client.get("/save/status/user"), await client.get(`/web/2025/${URL_A}`)];
  expect(answers.map(({ status, headers }) => [status, headers.get("retry-after")])).toEqual([
    [429, "30"],
    [503, null],
  ]);
});

test("original-job: the success names an earlier job, which alone has the time of the capture", async () => {
  arm({ name: "original-job" });
  const pointer = await capture();
  expect(pointer).toMatchObject({ status: "success", original_job_id: expect.stringMatching(/^spn2-[0-9a-f]{40}$/) });
  const { json: original } = await client.jobStatus(String(pointer.original_job_id));
  expect(original).toMatchObject({ status: "success", job_id: pointer.original_job_id });
  expect(original).not.toHaveProperty("original_job_id");
  expect(String(original.timestamp) < String(pointer.timestamp)).toBe(true);
  expect((await client.get(`/web/${original.timestamp}id_/${URL_A}`)).status).toBe(200);
  expect((await client.get(`/web/${pointer.timestamp}id_/${URL_A}`)).status).toBe(302);
});

test("silent-error: an error without code and message", async () => {
  arm({ name: "silent-error" });
  const status = await capture();
  expect(status).toEqual({ status: "error", job_id: status.job_id, resources: [] });
});

test("unknown-code and error-but-captured end with the code that they are told", async () => {
  arm({ name: "unknown-code", options: { code: "solar-flare" } });
  expect(await capture()).toMatchObject({ status_ext: "error:solar-flare" });
  arm({ name: "error-but-captured", options: { code: "capture-location-error" } });
  expect(await capture("https://museum.example/")).toMatchObject({ status_ext: "error:capture-location-error" });
  expect((await client.get("/cdx/search/cdx?url=museum.example")).text).toContain("example,museum)/");
});

test("stale-status: the account's status says what was so ten minutes ago", async () => {
  await client.save(URL_A);
  arm({ name: "stale-status" });
  expect((await client.get("/save/status/user?1")).json).toMatchObject({ available: 3, daily_captures: 0 });
  expect((await client.get("/save/status/user?2")).json).toMatchObject({ available: 2, daily_captures: 1 });
});

test("batch-as-map: one answer is an object by job id", async () => {
  const id = String((await client.save(URL_A)).json.job_id);
  arm({ name: "batch-as-map" });
  expect((await client.batchStatus([id])).json).toMatchObject({ [id]: { status: "pending" } });
  expect((await client.batchStatus([id])).json).toMatchObject([{ job_id: id }]);
});

test("a large download grows from poll to poll, and a stalled one does not until it fails", async () => {
  archive.control.setTarget({ url: "https://library.example/big.zip", bytes: 100_000_000 });
  arm({ name: "stalled-download", url: URL_A });
  const ids: unknown[] = [];
  for (const url of ["https://library.example/big.zip", URL_A]) ids.push((await client.save(url)).json.job_id);
  const sizes: unknown[][] = [];
  for (let poll = 0; poll < 2; poll += 1) {
    archive.control.advance(6_000);
    const { json } = await client.batchStatus(ids.map(String));
    sizes.push(Object.values(json).map((status) => Reflect.get(Object(status), "download_size")));
  }
  expect(sizes).toEqual([
    [30_000_000, 32_000_000],
    [60_000_000, 32_000_000],
  ]);
  archive.control.advance(108_000);
  expect((await client.jobStatus(String(ids[1]))).json).toMatchObject({ status_ext: "error:soft-time-limit-exceeded" });
});

test("availability-empty: nothing is found although there is a capture", async () => {
  archive.control.addCapture({ url: URL_A });
  arm({ name: "availability-empty" });
  const ask = async () => (await client.get(`/wayback/available?url=${URL_A}`)).json.archived_snapshots;
  expect(await ask()).toEqual({});
  expect(await ask()).toHaveProperty("closest");
});

test("a fault with a span strikes all the time from its beginning to its end, by the archive's clock", async () => {
  arm({ name: "availability-429", afterMs: 10_000, forMs: 45_000 });
  const statuses: number[] = [];
  for (let second = 0; second < 60; second += 5) {
    statuses.push((await client.get(`/wayback/available?url=${URL_A}`)).status);
    archive.control.advance(5_000);
  }
  expect(statuses).toEqual([200, 200, ...Array<number>(9).fill(429), 200]);
});

test("a fault armed for a URL strikes what is asked of its job as well", async () => {
  const ids: string[] = [];
  for (const url of [URL_A, "https://museum.example/"]) ids.push(String((await client.save(url)).json.job_id));
  arm({ name: "message-only", count: null, url: "museum.example" });
  const keys = async (id: string) => Object.keys((await client.jobStatus(id)).json);
  expect([await keys(ids[0] ?? ""), await keys(ids[1] ?? "")]).toEqual([
    ["status", "job_id", "resources"],
    ["message"],
  ]);
});

test("the log names the faults that struck a request, and what a submission came to", async () => {
  arm({ name: "post-5xx-captured" });
  arm({ name: "lost-job" });
  await client.save(URL_A);
  await client.save("https://example.com/");
  await expect
    .poll(() => archive.control.requests().map(({ status, outcome, faults }) => [status, outcome, ...faults]))
    .toEqual([
      [520, "accepted", "post-5xx-captured", "lost-job"],
      [200, "refused error:too-many-daily-captures"],
    ]);
});

test.each([
  [{ name: "post-5xx", options: { status: "many" } }, "must be a number"],
  [{ name: "unknown-code", options: { code: 7 } }, "must be a string"],
])("%j is refused with a sentence", (fault, words) => {
  expect(() => arm(fault)).toThrow(words);
});
