import { expect, test } from "vitest";
import { freshArchive, jobIdIn, MORNING } from "./fresh-archive";
import { visibleCaptures } from "./read-routes";

const URL_A = "https://library.example/a";
const SECOND = 1000;
const HOUR = 3_600_000;

test("a pending job lists no resources at first, and more as it goes on", () => {
  const { save, status, control } = freshArchive();
  const jobId = jobIdIn(save(URL_A));
  expect(status(jobId)).toEqual({ status: "pending", job_id: jobId, resources: [] });
  control.advance(19 * SECOND);
  expect(status(jobId)).toMatchObject({ status: "pending", resources: [URL_A] });
});

test("a success has exactly the documented fields", () => {
  const { save, status, control } = freshArchive();
  const jobId = jobIdIn(save(URL_A));
  control.advance(20 * SECOND);
  expect(status(jobId)).toEqual({
    status: "success",
    job_id: jobId,
    original_url: URL_A,
    timestamp: "20260916080004",
    duration_sec: 20,
    http_status: 200,
    first_archive: true,
    resources: expect.arrayContaining([URL_A]),
    outlinks: expect.any(Array),
    counters: { embeds: expect.any(Number), outlinks: expect.any(Number) },
  });
});

test("first_archive is left out with skip_first_archive, and false for a known page", () => {
  const { save, status, control } = freshArchive({ "spn.windowMs": 0 });
  const skipped = jobIdIn(save(URL_A, { skip_first_archive: "1" }));
  control.advance(20 * SECOND);
  expect(status(skipped)).not.toHaveProperty("first_archive");
  control.advance(2 * HOUR);
  const known = jobIdIn(save(URL_A));
  control.advance(20 * SECOND);
  expect(status(known)).toHaveProperty("first_archive", false);
});

test("original_url is where the redirects end, and more than three of them are an error", () => {
  const { save, status, control } = freshArchive();
  const hops = (count: number) =>
    Array.from({ length: count }, (_, hop) => ({ url: `https://library.example/hop${hop}` }));
  control.setTarget({ url: "https://library.example/three", redirects: hops(3) });
  control.setTarget({ url: "https://library.example/four", redirects: hops(4) });
  const [three, four] = ["three", "four"].map((path) => jobIdIn(save(`https://library.example/${path}`)));
  control.advance(20 * SECOND);
  expect(status(three)).toMatchObject({ status: "success", original_url: "https://library.example/hop2" });
  expect(status(four)).toMatchObject({ status: "error", status_ext: "error:too-many-redirects" });
  expect(control.captures.map(({ url, status: code }) => [url, code])).toContainEqual([
    "https://library.example/three",
    302,
  ]);
});

test.each([
  [400, "bad-request"],
  [401, "unauthorized"],
  [403, "no-access"],
  [404, "not-found"],
  [405, "method-not-allowed"],
  [429, "too-many-requests"],
  [500, "internal-server-error"],
  [503, "service-unavailable"],
  [504, "gateway-timeout"],
  [999, "blocked"],
])("a page with status %i ends in error:%s and its message names the status", (code, name) => {
  const { save, status, control } = freshArchive();
  control.setTarget({ url: URL_A, status: code });
  const jobId = jobIdIn(save(URL_A));
  control.advance(20 * SECOND);
  expect(status(jobId)).toEqual({
    status: "error",
    status_ext: `error:${name}`,
    message: expect.stringContaining(`(HTTP status=${code}).`),
    job_id: jobId,
    resources: [],
  });
  expect(control.captures).toEqual([]);
});

test("a capture that would take longer than two minutes ends there with an error", () => {
  const { save, status, control } = freshArchive();
  control.setTarget({ url: URL_A, durationMs: 500_000 });
  const jobId = jobIdIn(save(URL_A));
  control.advance(119 * SECOND);
  expect(status(jobId)).toMatchObject({ status: "pending" });
  control.advance(SECOND);
  expect(status(jobId)).toMatchObject({ status_ext: "error:soft-time-limit-exceeded" });
});

test("a result is remembered for an hour after its end", () => {
  const { save, status, control } = freshArchive();
  const jobId = jobIdIn(save(URL_A));
  control.advance(20 * SECOND + HOUR - 1);
  expect(status(jobId)).toMatchObject({ status: "success" });
  control.advance(1);
  expect(status(jobId)).toBeNull();
});

test("each reader sees a capture only after its own lag", () => {
  const { save, control } = freshArchive({
    "index.lagMs": { playback: 30_000, cdx: 60_000, availability: 300_000 },
  });
  save(URL_A);
  const seen = (ms: number) =>
    (["playback", "cdx", "availability"] as const).map(
      (reader) => visibleCaptures(control.captures, reader, MORNING + ms).length,
    );
  expect(seen(20_000)).toEqual([0, 0, 0]);
  expect(seen(50_000)).toEqual([1, 0, 0]);
  expect(seen(80_000)).toEqual([1, 1, 0]);
  expect(seen(320_000)).toEqual([1, 1, 1]);
});

test("delay_wb_availability keeps a capture out of sight for twelve hours", () => {
  const { save, status, control } = freshArchive({ "index.lagMs": 0 });
  const jobId = jobIdIn(save(URL_A, { delay_wb_availability: "1" }));
  control.advance(20 * SECOND);
  expect(status(jobId)).toMatchObject({ delay_wb_availability: true });
  expect(visibleCaptures(control.captures, "cdx", MORNING + 12 * HOUR)).toEqual([]);
  expect(visibleCaptures(control.captures, "cdx", MORNING + 12 * HOUR + 20 * SECOND)).toHaveLength(1);
});

test("captured outlinks are jobs of their own, listed by the parent", () => {
  const { save, status, control } = freshArchive();
  const outlinks = ["https://library.example/b", "https://library.example/c"];
  control.setTarget({ url: URL_A, outlinks });
  control.setTarget({ url: "https://library.example/c", status: 404 });
  const jobId = jobIdIn(save(URL_A, { capture_outlinks: "1" }));
  control.advance(20 * SECOND);
  const ids = Object.values(status(jobId)?.outlinks ?? {});
  expect(Object.keys(status(jobId)?.outlinks ?? {})).toEqual(outlinks);
  expect(ids.map((id) => status(id)?.status)).toEqual(["pending", "pending"]);
  control.advance(20 * SECOND);
  expect(ids.map((id) => status(id)?.status)).toEqual(["success", "error"]);
});

test("outlinks_availability lists when each link was last captured", () => {
  const { save, status, control } = freshArchive();
  control.setTarget({ url: URL_A, outlinks: ["https://library.example/b", "https://library.example/c"] });
  control.addCapture({ url: "https://library.example/b", timestamp: "20250102030405" });
  const jobId = jobIdIn(save(URL_A, { outlinks_availability: "1" }));
  control.advance(20 * SECOND);
  expect(status(jobId)?.outlinks).toEqual({
    "https://library.example/b": { timestamp: "20250102030405" },
    "https://library.example/c": { timestamp: null },
  });
});

test("email_result is written down and sent to nobody", () => {
  const { save, control } = freshArchive();
  const jobId = jobIdIn(save(URL_A, { email_result: "1" }));
  expect(control.mail).toEqual([{ kind: "mail", url: URL_A, jobId, at: MORNING + 20 * SECOND }]);
});
