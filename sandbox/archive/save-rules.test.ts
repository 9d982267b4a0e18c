import { expect, test } from "vitest";
import { jobIdOf } from "./archive-url";
import { freshArchive, jobIdIn, MORNING } from "./fresh-archive";

const URL_A = "https://library.example/a";
const HOUR = 3_600_000;

test("the job id is a function of the normalised URL, whoever asks", () => {
  const { save, control } = freshArchive({ "spn.windowMs": 0 });
  const first = save("https://LIBRARY.example:443/a#part");
  control.advance(2 * HOUR);
  expect(first).toEqual({ kind: "accepted", jobId: jobIdOf(URL_A) });
  expect(save(URL_A, {}, "two")).toEqual(first);
});

test("a second POST while the job is pending gets the same id, no message and no second job", () => {
  const { save, control, state } = freshArchive();
  const first = save(URL_A);
  control.advance(10_000);
  expect(save(URL_A).kind).toBe("repeated");
  expect(save(URL_A)).toMatchObject({ body: { job_id: jobIdIn(first) } });
  expect(save(URL_A)).not.toHaveProperty("body.message");
  expect(state.attempts).toHaveLength(1);
});

test("a second POST within the hour after a success gets the old job and a message with both ages", () => {
  const { save, control, state } = freshArchive();
  const first = save(URL_A);
  control.advance(124_000);
  const second = save(URL_A);
  expect(second).toMatchObject({ kind: "repeated", body: { job_id: jobIdIn(first) } });
  expect(second).toHaveProperty(
    "body.message",
    expect.stringMatching(/same snapshot had been made 2 minutes ago.*after 1 hour/),
  );
  expect(state.attempts).toHaveLength(1);
  control.advance(HOUR);
  expect(save(URL_A).kind).toBe("accepted");
});

test("a second POST within 75 minutes after a failure gets the old error", () => {
  const { save, status, control } = freshArchive({ "spn.retentionMs": 10 * HOUR });
  control.setTarget({ url: URL_A, status: 404 });
  const jobId = jobIdIn(save(URL_A));
  control.advance(20_000);
  control.clearTargets();
  control.advance(74 * 60_000);
  expect(save(URL_A)).toEqual({ kind: "repeated", body: { url: URL_A, job_id: jobId } });
  expect(status(jobId)).toMatchObject({ status: "error", status_ext: "error:not-found" });
  control.advance(60_000);
  expect(save(URL_A).kind).toBe("accepted");
});

test("if_not_archived_within above the capture's age gives no job, and below it a new capture", () => {
  const { save, control } = freshArchive();
  save(URL_A);
  control.advance(177 * HOUR + 9 * 60_000 + 4_000);
  const recent = save(URL_A, { if_not_archived_within: "180d" });
  expect(recent).toMatchObject({ kind: "repeated", body: { job_id: null } });
  expect(recent).toHaveProperty("body.message", expect.stringMatching(/177 hours, 9 minutes ago.*after 4320 hours/));
  expect(save(URL_A, { if_not_archived_within: "3d 5h 20m" }).kind).toBe("accepted");
});

test.each([
  ["null-job", { job_id: null }],
  ["message-only", {}],
  ["timestamp", { job_id: null, timestamp: "20260916080004" }],
])("the switch recentCapture=%s changes what says that a capture exists", (recentCapture, fields) => {
  const { save, control } = freshArchive({ "spn.recentCapture": recentCapture });
  save(URL_A);
  control.advance(60_000);
  expect(save(URL_A)).toEqual({ kind: "repeated", body: { url: URL_A, message: expect.any(String), ...fields } });
});

test("a key has three slots, and each is released only some time after its job's end", () => {
  const { save, control } = freshArchive({ "spn.slotFull": "json" });
  for (const page of [1, 2, 3]) expect(save(`https://library.example/${page}`).kind).toBe("accepted");
  expect(save("https://library.example/4")).toMatchObject({ kind: "refused", code: "user-session-limit" });
  expect(save("https://library.example/4", {}, "two").kind).toBe("accepted");
  control.advance(24_000);
  expect(save("https://library.example/5")).toMatchObject({ code: "user-session-limit" });
  control.advance(1_000);
  expect(save("https://library.example/5").kind).toBe("accepted");
});

test("a full set of slots is answered with 429 or with JSON, by seed", () => {
  const { save } = freshArchive({ "spn.slots": 0 });
  const answers = Array.from({ length: 40 }, (_, page) => save(`https://library.example/${page}`).kind);
  expect(new Set(answers)).toEqual(new Set(["too-many-requests", "refused"]));
});

test("a key may POST seven times in any minute, repeats included", () => {
  const { save, control } = freshArchive({ "spn.perMinute": 7, "spn.slots": 100 });
  save(URL_A);
  control.advance(30_000);
  for (let page = 2; page <= 7; page += 1) save(URL_A);
  expect(save("https://library.example/8").kind).toBe("too-many-requests");
  expect(save("https://library.example/8", {}, "two").kind).toBe("accepted");
  control.advance(29_999);
  expect(save("https://library.example/9").kind).toBe("too-many-requests");
  control.advance(1);
  expect(save("https://library.example/9").kind).toBe("accepted");
});

test("a URL is captured five times a UTC day over all keys, then no more until midnight", () => {
  const { save, control } = freshArchive({ "spn.windowMs": 0 });
  for (let time = 1; time <= 5; time += 1) {
    expect(save(URL_A, {}, time % 2 ? "one" : "two").kind).toBe("accepted");
    control.advance(HOUR);
  }
  const refused = save(URL_A);
  expect(refused).toMatchObject({ kind: "refused", code: "too-many-daily-captures" });
  expect(refused).toHaveProperty("message", expect.stringContaining("already captured 5 times today"));
  control.setClock(Date.UTC(2026, 8, 17));
  expect(save(URL_A).kind).toBe("accepted");
});

test("a URL that others have used up today is refused at the first POST", () => {
  const { save } = freshArchive();
  expect(save("https://example.com/")).toMatchObject({ code: "too-many-daily-captures" });
});

test("a repeat counts for the URL's day only where the switch says so", () => {
  const { save, control } = freshArchive({ "spn.sameSnapshotCountsForDay": true, "spn.perUrlPerDay": 2 });
  save(URL_A);
  control.advance(60_000);
  save(URL_A);
  control.advance(HOUR);
  expect(save(URL_A)).toMatchObject({ code: "too-many-daily-captures" });
});

test("a key's day counts every accepted job, failed ones included, and its bytes", () => {
  const { save, control } = freshArchive({ "spn.perDay": 2, "spn.slots": 100, "spn.bytesPerDay": 1000 });
  control.setTarget({ url: "https://library.example/gone", status: 410 });
  control.setTarget({ url: "https://library.example/big", bytes: 1000 });
  save("https://library.example/gone");
  save("https://library.example/1");
  expect(save("https://library.example/2")).toMatchObject({
    kind: "refused",
    message: expect.stringContaining("cannot make more than 2 captures per day"),
  });
  save("https://library.example/big", {}, "two");
  expect(save("https://library.example/2", {}, "two")).toMatchObject({ code: "max-daily-bandwidth" });
});

test("above twenty captures of a host in a minute a new one starts a fifth of a second later for each", () => {
  const { save, control, state } = freshArchive({ "spn.slots": 100 });
  for (let page = 1; page <= 21; page += 1) save(`https://library.example/${page}`);
  const late = save("https://library.example/22");
  expect(late).toHaveProperty("message", expect.stringContaining("capture will begin in 5 s"));
  expect(state.jobs.get(String(jobIdIn(late)))?.startsAt).toBe(MORNING + 21 * 200);
  expect(save("https://museum.example/")).not.toHaveProperty("message");
  control.advance(60_000);
  expect(save("https://library.example/23")).not.toHaveProperty("message");
});

test("captures of a host that answered 429 start 10 to 20 seconds late for a minute", () => {
  const { save, control, state } = freshArchive();
  control.setTarget({ url: URL_A, status: 429 });
  save(URL_A);
  const delayMs = (state.jobs.get(String(jobIdIn(save("https://library.example/b"))))?.startsAt ?? 0) - MORNING;
  expect(delayMs).toBeGreaterThanOrEqual(10_000);
  expect(delayMs).toBeLessThanOrEqual(20_000);
});

test.each([
  ["mailto:desk@library.example", "invalid-url-syntax", "URL syntax is not valid"],
  ["", "invalid-url-syntax", "URL syntax is not valid"],
  ["https://nowhere.invalid/", "invalid-host-resolution", "Cannot resolve host"],
])("%j is refused before anything is started", (url, code, words) => {
  const { save, state } = freshArchive();
  expect(save(url)).toEqual({ kind: "refused", code, message: expect.stringContaining(words) });
  expect(state.jobs.size).toBe(0);
});

test("an excluded URL and a dead one are refused without a job", () => {
  const { save, control } = freshArchive();
  control.setTarget({ url: "https://private.example/*", isExcluded: true });
  control.setTarget({ url: "https://down.example/*", isDown: true });
  expect(save("https://private.example/a")).toMatchObject({ code: "blocked-url" });
  expect(save("https://down.example/a")).toEqual({
    kind: "refused",
    code: null,
    message: "Live page is not available: https://down.example/a",
  });
});

test("flags are on for 1 and on only", () => {
  const { save, control, status } = freshArchive();
  control.setTarget({ url: "https://library.example/*", status: 404 });
  const ids = ["1", "on", "true", "01"].map((flag, page) =>
    jobIdIn(save(`https://library.example/${page}`, { capture_all: flag }, page < 2 ? "one" : "two")),
  );
  control.advance(20_000);
  expect(ids.map((id) => status(id)?.status)).toEqual(["success", "success", "error", "error"]);
  expect(status(ids[0])).toMatchObject({ http_status: 404 });
});

test("the same seed gives the same answers, and another seed others", () => {
  const run = (seed: number) => {
    const { save, control } = freshArchive({ "spn.durationMs": { min: 8_000, median: 20_000, max: 50_000 } }, { seed });
    for (const page of [1, 2, 3]) save(`https://library.example/${page}`);
    return control.jobs.map(({ endsAt, slotFreeAt }) => [endsAt, slotFreeAt]);
  };
  expect(run(7)).toEqual(run(7));
  expect(run(7)).not.toEqual(run(8));
});
