import { InngestTestEngine, mockCtx } from "@inngest/test";
import { beforeEach, expect, test, vi } from "vitest";
import { listStoppedSnapshots } from "@/lib/snapshots/sweep-snapshots";
import { resumeWorkFunction } from "./resume-work";

vi.mock("@/lib/snapshots/sweep-snapshots");
beforeEach(() => vi.resetAllMocks());

/** Runs it without waiting and without sending; what happened, in its order. */
async function resume() {
  const steps = new Map<string, unknown>();
  const engine = new InngestTestEngine({
    function: resumeWorkFunction,
    events: [{ name: "work/resumed", data: {} }],
    transformCtx: (raw) => {
      const ctx = mockCtx(raw);
      ctx.step.sendEvent = (async (id: string, events: unknown) => void steps.set(id, events)) as never;
      ctx.step.sleep = (async (id: string, time: unknown) => void steps.set(id, time)) as never;
      return ctx;
    },
  });
  await engine.execute();
  return steps;
}

test("after a pause, checks are planned, stopped snapshots announced and results read, once every process knows", async () => {
  vi.mocked(listStoppedSnapshots).mockResolvedValue([{ eventId: "e1", snapshotId: "s1", priority: 2 }]);
  const steps = await resume();
  expect([...steps.keys()]).toEqual(["until-every-process-knows", "plan-checks", "announce-snapshots", "read-results"]);
  expect(steps.get("until-every-process-knows")).toBeGreaterThanOrEqual(1_000);
  const announced = expect.objectContaining({ id: "e1", data: { snapshotId: "s1", priority: 2 } });
  expect(steps.get("announce-snapshots")).toEqual([announced]);
});

test("without stopped snapshots nothing is announced", async () => {
  vi.mocked(listStoppedSnapshots).mockResolvedValue([]);
  expect([...(await resume()).keys()]).not.toContain("announce-snapshots");
});
