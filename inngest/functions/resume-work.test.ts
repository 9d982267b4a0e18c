import { beforeEach, expect, test, vi } from "vitest";
import { listStoppedSnapshots } from "@/lib/snapshots/sweep-snapshots";
import { runFunction } from "./fixtures/run-function";
import { resumeWorkFunction } from "./resume-work";

vi.mock("@/lib/snapshots/sweep-snapshots");
beforeEach(() => vi.resetAllMocks());

const resume = () => runFunction(resumeWorkFunction, { name: "work/resumed", data: {} });

test("after a pause, checks are planned, stopped snapshots announced and results read, once every process knows", async () => {
  vi.mocked(listStoppedSnapshots).mockResolvedValue([{ eventId: "e1", snapshotId: "s1", priority: 2 }]);
  const { stepIds, slept, sent } = await resume();
  expect(stepIds).toEqual(["until-every-process-knows", "plan-checks", "announce-snapshots", "read-results"]);
  expect(slept[0]).toBeGreaterThanOrEqual(1_000);
  const announced = expect.objectContaining({ id: "e1", data: { snapshotId: "s1", priority: 2 } });
  expect(new Map(sent).get("announce-snapshots")).toEqual([announced]);
});

test("without stopped snapshots nothing is announced", async () => {
  vi.mocked(listStoppedSnapshots).mockResolvedValue([]);
  expect((await resume()).stepIds).not.toContain("announce-snapshots");
});
