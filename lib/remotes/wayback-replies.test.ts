import { expect, test } from "vitest";
import { parseJson, readBatchReply } from "./wayback-job-reply";
import { readAccountReply, readIndexReply, readPlaybackReply } from "./wayback-read-reply";
import { readSubmitReply, type SubmitOutcome } from "./wayback-submit-reply";
import { formatTimestamp, parseDuration, parseRetryAfter, parseTimestamp } from "./wayback-time";

const now = new Date("2026-03-01T12:00:00Z");
const reply = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const json = (body: unknown) => reply(200, body);
const html = "<html><h1>429 Too Many Requests</h1></html>";

const submissions: [string, Parameters<typeof readSubmitReply>[0], Partial<SubmitOutcome>][] = [
  ["a job", json({ url: "u", job_id: "spn2-a" }), { kind: "accepted", jobId: "spn2-a", startsInSeconds: null }],
  [
    "a job that starts late",
    json({ job_id: "spn2-a", message: "The system is overloaded. Your capture will start in ~1 hour, 34 minutes." }),
    { kind: "accepted", startsInSeconds: 5_640 },
  ],
  [
    "a job spread by host",
    json({ job_id: "j", message: "The capture will begin in 7 s." }),
    { kind: "accepted", startsInSeconds: 7 },
  ],
  [
    "the same snapshot with its old job",
    json({
      job_id: "j",
      message: "The same snapshot had been made 2 minutes ago. You can make new captures after 1 hour.",
    }),
    { kind: "reused", jobId: "j", ageSeconds: 120 },
  ],
  [
    "the same snapshot without a job",
    json({ job_id: null, message: "The same snapshot had been made 177 hours, 9 minutes ago. … after 4320 hours." }),
    { kind: "reused", jobId: null, ageSeconds: 637_740 },
  ],
  [
    "a block in HTTP 200",
    json({ status: "error", status_ext: "error:blocked-url", message: "m" }),
    { kind: "refused", code: "error:blocked-url", retry: "never" },
  ],
  [
    "the URL's day",
    json({ status: "error", status_ext: "error:too-many-daily-captures" }),
    { kind: "refused", retry: "tomorrow" },
  ],
  [
    "a text without a code",
    json({ message: "This URL has been already captured 5 times today." }),
    { kind: "refused", code: null, retry: "tomorrow" },
  ],
  [
    "an unknown code",
    json({ status: "error", status_ext: "error:moon-phase" }),
    { kind: "refused", code: "error:moon-phase", retry: "once" },
  ],
  ["no explanation at all", json({}), { kind: "refused", code: null, retry: "once" }],
  ["full slots by code", json({ status: "error", status_ext: "error:user-session-limit" }), { kind: "account_busy" }],
  [
    "full slots by text",
    json({ message: "You have already reached the limit of active Save Page Now sessions." }),
    { kind: "account_busy" },
  ],
  ["429 without a hint", reply(429, html), { kind: "account_busy", retryAfterSeconds: null }],
  ["429 with seconds", reply(429, html, { "retry-after": "300" }), { kind: "account_busy", retryAfterSeconds: 300 }],
  ["429 around a job", reply(429, { job_id: "j" }), { kind: "accepted", jobId: "j" }],
  [
    "the account's bytes",
    json({ status: "error", status_ext: "error:max-daily-bandwidth" }),
    { kind: "quota_used_up" },
  ],
  [
    "the account's day",
    json({ message: "You cannot make more than 30000 captures per day." }),
    { kind: "quota_used_up" },
  ],
  ["refused keys", reply(401, { message: "You need to be logged in to use Save Page Now." }), { kind: "unauthorised" }],
  ["a malformed form", reply(400, "<h1>400 Bad Request</h1>"), { kind: "refused", retry: "never" }],
  ["a forbidden door", reply(403, ""), { kind: "turned_away", code: null }],
  [
    "our address on a block list",
    json({ message: "Your IP address is in the Save Page Now block list." }),
    { kind: "turned_away", code: "error:blocked-client-ip" },
  ],
  ["an outage", reply(502, "<html>"), { kind: "unknown", reason: "bad_answer" }],
  ["a redirect", reply(302, ""), { kind: "unknown", reason: "bad_answer" }],
  ["an HTML page with 200", reply(200, "<html>spn.watchJob()</html>"), { kind: "unknown", reason: "bad_answer" }],
];

test.each(submissions)("a submission answered with %s is understood", (_, answer, expected) => {
  expect(readSubmitReply(answer, now)).toMatchObject(expected);
});

const success = {
  job_id: "j",
  status: "success",
  timestamp: "20260301115900",
  original_url: "https://e.org/a",
  http_status: 200,
};

test("a batch is read as a list and as a map, and leaves out what the archive left out", () => {
  const expected = { kind: "success", timestamp: "20260301115900", capturedAt: new Date("2026-03-01T11:59:00Z") };
  expect(readBatchReply(json([success, { garbage: 1 }]), now).get("j")).toMatchObject(expected);
  const { job_id: _, ...body } = success;
  expect(readBatchReply(json({ j: body }), now).get("j")).toMatchObject(expected);
  expect(readBatchReply(json([]), now).size).toBe(0);
});

test("an object that holds only a message answers nothing about any job", () => {
  expect(() => readBatchReply(json({ message: "Try later" }), now)).toThrow(/Try later/);
});

/** What a batch says of its only job. */
const readJob = (body: object) => readBatchReply(json([body]), now).get("j");

test("a success without a time proves nothing, and one that points to another job is followed", () => {
  expect(readJob({ ...success, timestamp: undefined })).toEqual({ kind: "pending" });
  expect(readJob({ ...success, timestamp: null, original_job_id: "k" })).toEqual({
    kind: "moved",
    jobId: "k",
  });
});

test("an address cut to a path gives way to the one that was submitted", () => {
  expect(readJob({ ...success, original_url: "/a" })).toMatchObject({ originalUrl: null });
});

test("a job's error keeps the raw code, and its text decides when there is none", () => {
  const error = { job_id: "j", status: "error" };
  expect(readJob({ ...error, status_ext: "error:not-found" })).toMatchObject({
    code: "error:not-found",
    retry: "never",
  });
  expect(readJob({ ...error, message: "Oops (HTTP status=503)." })).toMatchObject({
    code: null,
    retry: "later",
  });
  expect(readJob({ ...error, message: "Oops (HTTP status=418)." })).toMatchObject({ retry: "never" });
});

test("429, 401, other statuses and pages that are no JSON are told apart", () => {
  expect(() => parseJson(reply(429, html), now)).toThrow(
    expect.objectContaining({ code: "REMOTE_BUSY", retryAfterSeconds: 60 }),
  );
  expect(() => parseJson(reply(401, "{}"), now)).toThrow(expect.objectContaining({ code: "REMOTE_REFUSED" }));
  expect(() => parseJson(reply(503, html), now)).toThrow(expect.objectContaining({ code: "REMOTE_FAILED" }));
  expect(() => parseJson(reply(200, html), now)).toThrow(
    expect.objectContaining({ message: "The archive's answer was not JSON." }),
  );
});

test("what the account report leaves out is unknown, never zero", () => {
  expect(readAccountReply(json({ message: "later" }), now)).toEqual({
    available: null,
    processing: null,
    dailyCaptures: null,
    dailyCapturesLimit: null,
  });
  expect(
    readAccountReply(json({ available: 2, processing: 1, daily_captures: 17, daily_captures_limit: 30_000 }), now),
  ).toMatchObject({
    available: 2,
    dailyCapturesLimit: 30_000,
  });
});

test("the index's empty answers are all none; malformed rows are left out; a missing status is unknown", () => {
  expect(readIndexReply(json([]), now)).toEqual([]);
  expect(readIndexReply(reply(200, ""), now)).toEqual([]);
  const rows = [
    ["timestamp", "original", "statuscode"],
    ["20260001000000", "https://e.org/", "200"],
    ["20260301000000", "https://e.org/", "-"],
  ];
  expect(readIndexReply(json(rows), now)).toMatchObject([{ timestamp: "20260301000000", httpStatus: null }]);
});

test("the index says what it has excluded; any other door that is closed says nothing of the address", () => {
  const said = { "x-archive-wayback-runtime-error": "AdministrativeAccessControlException: Blocked Site Error" };
  for (const answer of [reply(403, "…Blocked Site Error"), reply(403, "", said)]) {
    expect(() => readIndexReply(answer, now)).toThrow(expect.objectContaining({ code: "REMOTE_REFUSED" }));
  }
  for (const answer of [reply(403, html), reply(401, "{}")]) {
    expect(() => readIndexReply(answer, now)).toThrow(expect.objectContaining({ code: "REMOTE_FAILED" }));
  }
});

test("playback shows a capture only with that very memento time; an archived error page is a capture", () => {
  const wanted = new Date("2026-03-01T11:59:00Z");
  const memento = { "memento-datetime": wanted.toUTCString() };
  expect(readPlaybackReply(reply(404, "", memento), wanted)).toEqual({ isVisible: true, httpStatus: 404 });
  expect(readPlaybackReply(reply(302, "", { location: "/web/2020/https://e.org" }), wanted)).toEqual({
    isVisible: false,
  });
  expect(readPlaybackReply(reply(404, ""), wanted)).toEqual({ isVisible: false });
  expect(() => readPlaybackReply(reply(503, ""), wanted)).toThrow();
});

test("times of the archive survive the way there and back, and impossible ones are none", () => {
  const at = new Date("2026-02-28T23:59:59Z");
  expect(parseTimestamp(formatTimestamp(at))).toEqual(at);
  for (const wrong of ["20260230000000", "2026", "20260101250000", undefined]) expect(parseTimestamp(wrong)).toBeNull();
  expect(parseRetryAfter("Sun, 01 Mar 2026 12:05:00 GMT", now)).toBe(300);
  expect(parseRetryAfter("soon", now)).toBeNull();
  expect(parseDuration("no time at all")).toBeNull();
});
