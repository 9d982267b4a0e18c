import { beforeEach, expect, test, vi } from "vitest";
import { AppError } from "@/lib/errors";
import { defaultSettings } from "@/lib/settings/definitions";
import { pollSnapshots } from "@/lib/snapshots/poll-snapshots";
import { releaseSnapshot } from "@/lib/snapshots/release-snapshot";
import { submitSnapshot } from "@/lib/snapshots/submit-snapshot";
import { runFunction } from "./fixtures/run-function";
import { pollSnapshotsFunction } from "./poll-snapshots";
import { submitSnapshotFunction, throttleFor } from "./submit-snapshot";

vi.mock("@/lib/snapshots/submit-snapshot");
vi.mock("@/lib/snapshots/poll-snapshots");
vi.mock("@/lib/snapshots/release-snapshot");

beforeEach(() => vi.resetAllMocks());

const REQUESTED = { name: "snapshot/submission.requested", data: { snapshotId: "s1", priority: 2 } };
const SUBMITTED = { name: "snapshot/job.accepted", data: { snapshotId: "s1", priority: 2 } };

const submit = () => runFunction(submitSnapshotFunction(defaultSettings()), REQUESTED);
const pending = { outcome: "pending", snapshotId: "s2" } as const;

test("a run submits and wakes the poller", async () => {
  vi.mocked(submitSnapshot).mockResolvedValue(pending);
  const { result, sent } = await submit();
  expect(result).toEqual(pending);
  expect(submitSnapshot).toHaveBeenCalledWith(expect.objectContaining({ announcedId: "s1" }));
  expect(sent).toEqual([["wake-poller-0", expect.objectContaining({ data: { snapshotId: "s2" } })]]);
});

test("with nothing to do a run ends without sending", async () => {
  vi.mocked(submitSnapshot).mockResolvedValue({ outcome: "empty" });
  const { result, sent } = await submit();
  expect(result).toEqual({ outcome: "empty" });
  expect(sent).toEqual([]);
});

test("a run whose row was no longer wanted, or was put back, goes on with the next one", async () => {
  vi.mocked(submitSnapshot)
    .mockResolvedValueOnce({ outcome: "skipped" })
    .mockResolvedValueOnce({ outcome: "requeued", snapshotId: "s1" })
    .mockResolvedValue(pending);
  const { result, sent } = await submit();
  expect(result).toEqual(pending);
  expect(sent).toHaveLength(1);
});

test("a run sleeps until its turn comes", async () => {
  vi.mocked(submitSnapshot).mockResolvedValueOnce({ outcome: "wait", waitMs: 7_000 }).mockResolvedValue(pending);
  const { result, slept } = await submit();
  expect(slept).toEqual([7_000]);
  expect(result).toEqual(pending);
});

test("a short pause is slept through; a long one, or one that only a person ends, ends the run", async () => {
  const stopped = { outcome: "stopped", code: "busy", sentence: "Wait." } as const;
  vi.mocked(submitSnapshot)
    .mockResolvedValueOnce({ ...stopped, waitMs: 20_000 })
    .mockResolvedValue({ outcome: "empty" });
  expect((await submit()).slept).toEqual([20_000]);
  for (const waitMs of [null, 3_600_000]) {
    vi.mocked(submitSnapshot).mockResolvedValue({ ...stopped, waitMs });
    expect(await submit()).toMatchObject({ result: { outcome: "stopped", sentence: "Wait." }, slept: [] });
  }
});

test("a run that never gets its turn gives back what it holds", async () => {
  vi.mocked(submitSnapshot).mockResolvedValue({ outcome: "wait", waitMs: 1 });
  expect(await submit()).toMatchObject({ result: { outcome: "gave-up" } });
  expect(releaseSnapshot).toHaveBeenCalledTimes(1);
});

test("an unexpected failure of the verb fails the step, so that the engine tries it again", async () => {
  vi.mocked(submitSnapshot).mockRejectedValue(new AppError("REMOTE_FAILED", "The database went away."));
  expect((await submit()).error).toMatchObject({ message: "The database went away." });
});

test("the poller looks until nothing is near, and sleeps in between", async () => {
  const look = { asked: 1, settled: 1, stop: null };
  vi.mocked(pollSnapshots)
    .mockResolvedValueOnce({ ...look, waiting: 1, waitMs: 10_000 })
    .mockResolvedValue({ ...look, waiting: 0, waitMs: null });
  const { result, slept } = await runFunction(pollSnapshotsFunction, SUBMITTED);
  expect({ result, slept }).toEqual({ result: { settled: 2, waiting: 0, stop: null }, slept: [10_000] });
});

test.each([
  [9, { limit: 1, period: "9s" }],
  [2.5, { limit: 1, period: "2s" }],
  [1, { limit: 1, period: "1s" }],
  [0.3, { limit: 4, period: "1s" }],
])("one per %d s becomes a throttle in whole seconds that is never slower", (seconds, throttle) => {
  expect(throttleFor(seconds)).toEqual(throttle);
});
