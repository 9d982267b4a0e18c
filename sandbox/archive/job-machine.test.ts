import { expect, test } from "vitest";
import { takenSlots } from "./account-use";
import { freshArchive, jobIdIn, MORNING } from "./fresh-archive";

const URL_A = "https://library.example/a";
const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

test("an old error that was forgotten can be read again by who is led to it within 75 minutes", () => {
  const { save, status, control } = freshArchive();
  control.setTarget({ url: URL_A, status: 404 });
  const jobId = jobIdIn(save(URL_A));
  control.advance(20 * SECOND + 65 * MINUTE);
  expect(status(jobId)).toBeNull();
  expect(jobIdIn(save(URL_A))).toBe(jobId);
  expect(status(jobId)).toMatchObject({ status: "error", status_ext: "error:not-found" });
  control.advance(10 * MINUTE);
  expect(status(jobId)).toBeNull();
});

test("force_get runs no browser: nothing embedded, no outlinks", () => {
  const { save, status, control } = freshArchive();
  const jobId = jobIdIn(save(URL_A, { force_get: "1" }));
  control.advance(20 * SECOND);
  expect(status(jobId)).toMatchObject({ resources: [URL_A], outlinks: [], counters: { embeds: 0, outlinks: 0 } });
});

test("outlinks take slots of their own once they start, after their parent and as many at once as there are slots", () => {
  const { save, state, control } = freshArchive({ "spn.slots": 2 });
  const outlinks = ["b", "c", "d"].map((page) => `https://library.example/${page}`);
  control.setTarget({ url: URL_A, outlinks });
  save(URL_A, { capture_outlinks: "1" });
  const taken = () => takenSlots(state, "one", control.clock().now);
  expect(taken()).toBe(1);
  control.advance(25 * SECOND);
  expect(taken()).toBe(2);
  control.advance(20 * SECOND);
  expect(taken()).toBe(1);
  expect(control.runs.map(({ isOutlink }) => isOutlink)).toEqual([false, true, true, true]);
});

test("at most a hundred outlinks are captured, and five hundred listed", () => {
  const { save, status, control } = freshArchive();
  const outlinks = Array.from({ length: 600 }, (_, page) => `https://library.example/${page}`);
  for (const url of [URL_A, "https://museum.example/"]) control.setTarget({ url, outlinks });
  const [captured, listed] = [save(URL_A, { capture_outlinks: "1" }), save("https://museum.example/")].map(jobIdIn);
  control.advance(20 * SECOND);
  expect(Object.keys(status(captured)?.outlinks ?? {})).toHaveLength(100);
  expect(status(listed)?.outlinks).toHaveLength(500);
});

test("the second age of if_not_archived_within keeps outlinks from being captured again", () => {
  const { save, control } = freshArchive({ "spn.slots": 100 });
  control.setTarget({ url: URL_A, outlinks: ["https://library.example/b"] });
  control.addCapture({ url: "https://library.example/b" });
  control.advance(2 * HOUR);
  save(URL_A, { capture_outlinks: "1", if_not_archived_within: "1h,3h" });
  expect(control.runs).toHaveLength(1);
  control.advance(2 * HOUR);
  save(URL_A, { capture_outlinks: "1", if_not_archived_within: "1h,3h" });
  expect(control.runs).toHaveLength(3);
});

test("a slot that is released late stays taken although its URL is captured anew", () => {
  const { save, state, control } = freshArchive({ "spn.slotReleaseMs": 60_000 });
  save(URL_A);
  control.advance(40 * SECOND);
  expect(save(URL_A, { if_not_archived_within: "1" }).kind).toBe("accepted");
  expect(control.jobs).toHaveLength(1);
  expect(takenSlots(state, "one", control.clock().now)).toBe(2);
});

test("a capture that waits in the queue for hours takes no slot, one that waits for a busy host does", () => {
  const { save, state, control } = freshArchive();
  control.arm({ name: "delayed-start" });
  save(URL_A);
  expect(takenSlots(state, "one", MORNING)).toBe(0);
  control.setTarget({ url: "https://busy.example/*", status: 429 });
  save("https://busy.example/1", {}, "two");
  expect(save("https://busy.example/2", {}, "two")).toHaveProperty("message");
  expect(takenSlots(state, "two", MORNING)).toBe(2);
});

test("a host's bytes of the day are counted over all keys", () => {
  const { save, control } = freshArchive({ "spn.hostBytesPerDay": 1000 });
  control.setTarget({ url: "https://library.example/*", bytes: 600 });
  save("https://library.example/1");
  expect(save("https://library.example/2", {}, "two")).toMatchObject({ code: "max-daily-bandwidth-host" });
  expect(save("https://museum.example/").kind).toBe("accepted");
});

test("a URL can be refused with any code and words that are wanted", () => {
  const { save, control } = freshArchive();
  const message = "Crawling this host is paused because of (HTTP status=429)";
  control.setTarget({ url: URL_A, refusal: { code: null, message } });
  control.setTarget({
    url: "https://library.example/b",
    refusal: { code: "celery", message: "Cannot start capture." },
  });
  expect(save(URL_A)).toEqual({ kind: "refused", code: null, message });
  expect(save("https://library.example/b")).toMatchObject({ code: "celery" });
});

test("durations are spread around twenty seconds, between eight and fifty", () => {
  const { save, control } = freshArchive({
    "spn.durationMs": { min: 8_000, median: 20_000, max: 50_000 },
    "spn.slots": 1000,
    "spn.hostPerMinute": 1000,
  });
  for (let page = 0; page < 300; page += 1) save(`https://library.example/${page}`);
  const durations = control.jobs.map((job) => (job.endsAt ?? 0) - job.startsAt).sort((a, b) => a - b);
  expect(durations[0]).toBeGreaterThanOrEqual(8_000);
  expect(durations.at(-1)).toBeLessThanOrEqual(50_000);
  expect(durations[150]).toBeGreaterThan(17_000);
  expect(durations[150]).toBeLessThan(23_000);
});

test("lags of playback, index and availability are drawn apart, within their spans", () => {
  const { save, control } = freshArchive({ "spn.slots": 1000, "spn.hostPerMinute": 1000 });
  for (let page = 0; page < 50; page += 1) save(`https://library.example/${page}`);
  const lags = control.captures.map(({ visibleAt, madeAt }) => ({
    playback: (visibleAt.playback - madeAt) / SECOND,
    cdx: (visibleAt.cdx - madeAt) / SECOND,
    availability: (visibleAt.availability - madeAt) / SECOND,
  }));
  const spans = { playback: [30, 300], cdx: [60, 1_800], availability: [300, 7_200] } as const;
  for (const [reader, [min, max]] of Object.entries(spans)) {
    const values = lags.map((lag) => Reflect.get(lag, reader) as number);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(min);
    expect(Math.max(...values)).toBeLessThanOrEqual(max);
    expect(new Set(values).size).toBeGreaterThan(40);
  }
});

test("thousands of submissions are decided within seconds", () => {
  const { save, control } = freshArchive({ "spn.slots": 3, "spn.perMinute": 7, "spn.perDay": 5000 });
  const before = performance.now();
  let accepted = 0;
  for (let page = 0; accepted < 2000 && page < 20_000; control.advance(10 * SECOND)) {
    if (save(`https://library${page % 50}.example/${page}`).kind === "accepted") accepted += 1;
    page += 1;
  }
  expect(control.runs).toHaveLength(2000);
  expect(performance.now() - before).toBeLessThan(15_000);
});
