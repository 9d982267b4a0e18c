import { beforeEach, expect, test, vi } from "vitest";
import { settleBulkChecks } from "@/lib/checks/settle-bulk-checks";
import { finishSchedule } from "@/lib/schedules/finish-schedule";
import { hasLostChecks } from "@/lib/schedules/has-lost-checks";
import { listLostStarts } from "@/lib/schedules/list-lost-starts";
import { resumeBulkSnapshots } from "@/lib/schedules/resume-bulk-snapshots";
import { startDueSchedules } from "@/lib/schedules/start-due-schedules";
import { defaultSettings } from "@/lib/settings/definitions";
import { queueDueSnapshots } from "@/lib/snapshots/queue-due-snapshots";
import { sweepSnapshots } from "@/lib/snapshots/sweep-snapshots";
import { verifySnapshots } from "@/lib/snapshots/verify-snapshots";
import { runFunction } from "./fixtures/run-function";
import { functionsFor } from "./index";
import { runScheduleFunction } from "./run-schedule";
import { tickFunction } from "./tick";

vi.mock("@/lib/checks/end-sweep");
vi.mock("@/lib/checks/settle-bulk-checks");
vi.mock("@/lib/schedules/start-due-schedules");
vi.mock("@/lib/schedules/finish-schedule");
vi.mock("@/lib/schedules/has-lost-checks");
vi.mock("@/lib/schedules/list-lost-starts");
vi.mock("@/lib/schedules/resume-bulk-snapshots");
vi.mock("@/lib/snapshots/queue-due-snapshots");
vi.mock("@/lib/snapshots/sweep-snapshots");
vi.mock("@/lib/snapshots/verify-snapshots");

beforeEach(() => {
  vi.resetAllMocks();
  vi.mocked(resumeBulkSnapshots).mockResolvedValue({ queued: 0, isMoreLeft: false });
  vi.mocked(listLostStarts).mockResolvedValue([]);
});

const tick = () => runFunction(tickFunction, { name: "inngest/scheduled.timer", data: {} });
const schedule = (name: string) => runFunction(runScheduleFunction, { name: "schedule/run.requested", data: { name } });

test("the tick announces each started schedule with the start's own id", async () => {
  vi.mocked(startDueSchedules).mockResolvedValue([{ name: "prune-history", startedAt: "2026-03-01T03:40:00.000Z" }]);
  const { sent } = await tick();
  const expected = { data: { name: "prune-history" }, id: "schedule-prune-history-2026-03-01T03:40:00.000Z" };
  expect(sent).toEqual([["announce", [expect.objectContaining(expected)]]]);
});

test("the tick tells again of a start without an end, with the same id", async () => {
  vi.mocked(startDueSchedules).mockResolvedValue([]);
  vi.mocked(listLostStarts).mockResolvedValue([{ name: "prune-history", startedAt: "2026-03-01T03:40:00.000Z" }]);
  const { sent } = await tick();
  const id = "schedule-prune-history-2026-03-01T03:40:00.000Z";
  expect(sent).toEqual([["announce", [expect.objectContaining({ id })]]]);
});

test("a tick with nothing due sends nothing", async () => {
  vi.mocked(startDueSchedules).mockResolvedValue([]);
  expect((await tick()).sent).toEqual([]);
});

test("the sweep announces lost snapshots with their ids, and plans checks only when some are lost", async () => {
  const announcements = [{ eventId: "e1", snapshotId: "s1", priority: 2 }];
  vi.mocked(sweepSnapshots).mockResolvedValue({ announcements, returned: 1, doubtful: 0 });
  vi.mocked(hasLostChecks).mockResolvedValue(false);
  const first = await schedule("sweep-lost-work");
  expect(first.sent).toEqual([
    ["announce-snapshots", [expect.objectContaining({ id: "e1", data: { snapshotId: "s1", priority: 2 } })]],
  ]);
  vi.mocked(hasLostChecks).mockResolvedValue(true);
  vi.mocked(sweepSnapshots).mockResolvedValue({ announcements: [], returned: 0, doubtful: 0 });
  const second = await schedule("sweep-lost-work");
  expect(second.sent.map(([id]) => id)).toEqual(["plan-checks"]);
});

test("the sweep goes on with interrupted bulk runs until none is left", async () => {
  vi.mocked(sweepSnapshots).mockResolvedValue({ announcements: [], returned: 0, doubtful: 0 });
  vi.mocked(resumeBulkSnapshots).mockResolvedValueOnce({ queued: 200, isMoreLeft: true });
  await schedule("sweep-lost-work");
  expect(resumeBulkSnapshots).toHaveBeenCalledTimes(2);
});

test("the sweep ends bulk runs of checks whose last open resource was deleted", async () => {
  vi.mocked(sweepSnapshots).mockResolvedValue({ announcements: [], returned: 0, doubtful: 0 });
  await schedule("sweep-lost-work");
  expect(settleBulkChecks).toHaveBeenCalledTimes(1);
});

test("a schedule leaves its result behind", async () => {
  vi.mocked(queueDueSnapshots).mockResolvedValue({ queued: [{ snapshotId: "s1", priority: 0 }], stop: null });
  await schedule("submit-due-snapshots");
  const result = { name: "submit-due-snapshots", result: "Queued 1 snapshot.", hasFailed: false };
  expect(finishSchedule).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(result));
});

test("proving goes on while full batches come, and stops with the reason when told to", async () => {
  const batch = { looked: 10, verified: 9, lost: 1, stop: null };
  vi.mocked(verifySnapshots)
    .mockResolvedValueOnce(batch)
    .mockResolvedValue({ ...batch, looked: 3, verified: 3, lost: 0 });
  const { result } = await schedule("verify-snapshots");
  expect(result).toEqual({ result: "Looked at 13 snapshots: 12 verified, 1 lost." });
  vi.mocked(verifySnapshots).mockResolvedValue({ looked: 0, verified: 0, lost: 0, stop: "Paused." });
  expect((await schedule("verify-snapshots")).result).toEqual({ result: "Paused." });
});

test("an unknown name does nothing", async () => {
  expect((await schedule("nothing")).sent).toEqual([]);
  expect(finishSchedule).not.toHaveBeenCalled();
});

test("every function has an id of its own", () => {
  const ids = functionsFor(defaultSettings()).map((fn) => fn.id());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain("submit-snapshot");
});
