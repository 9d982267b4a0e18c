import { beforeEach, expect, test, vi } from "vitest";
import { beginSweep } from "@/lib/checks/begin-sweep";
import { checkHost, type HostChecks } from "@/lib/checks/check-host";
import { endSweep } from "@/lib/checks/end-sweep";
import { planChecks } from "@/lib/checks/plan-checks";
import { settleBulkChecks } from "@/lib/checks/settle-bulk-checks";
import { defaultSettings } from "@/lib/settings/definitions";
import { checkHostFunction } from "./check-host";
import { runFunction } from "./fixtures/run-function";
import { planChecksFunction } from "./plan-checks";

vi.mock("@/lib/checks/check-host");
vi.mock("@/lib/checks/begin-sweep");
vi.mock("@/lib/checks/end-sweep");
vi.mock("@/lib/checks/plan-checks");
vi.mock("@/lib/checks/claim-host");
vi.mock("@/lib/checks/settle-bulk-checks");

beforeEach(() => vi.resetAllMocks());

const REQUESTED = { name: "host/check.requested", data: { host: "example.org", priority: 2 } };
const check = () => runFunction(checkHostFunction(defaultSettings()), REQUESTED);

function done(more: Partial<HostChecks> = {}): HostChecks {
  return { checkedCount: 3, snapshotIds: [], isMoreDue: false, end: "done", waitMs: 0, comesBack: false, ...more };
}

test("a host is checked until nothing is due, and bulk runs are brought up to date", async () => {
  vi.mocked(checkHost)
    .mockResolvedValueOnce(done({ isMoreDue: true }))
    .mockResolvedValue(done({ checkedCount: 1 }));
  const { result, sent } = await check();
  expect(result).toEqual({ outcome: "nothing-due", checkedCount: 4 });
  expect(checkHost).toHaveBeenCalledTimes(2);
  expect(checkHost).toHaveBeenCalledWith(expect.objectContaining({ host: "example.org", runId: expect.any(String) }));
  expect(settleBulkChecks).toHaveBeenCalledTimes(2);
  expect(sent).toEqual([]);
});

test("snapshots that first good answers queued are announced", async () => {
  vi.mocked(checkHost).mockResolvedValue(done({ snapshotIds: ["s1", "s2"] }));
  const { sent } = await check();
  expect(sent).toMatchObject([
    [
      "announce-snapshots-1",
      [{ data: { snapshotId: "s1", priority: 1 } }, { data: { snapshotId: "s2", priority: 1 } }],
    ],
  ]);
});

test("a host with much to do queues anew after a while, behind those for which people wait", async () => {
  vi.mocked(checkHost).mockResolvedValue(done({ isMoreDue: true }));
  const { result, sent } = await check();
  expect(result).toMatchObject({ outcome: "goes-on" });
  expect(sent).toMatchObject([["go-on", { name: "host/check.requested", data: { host: "example.org", priority: 1 } }]]);
});

test("the run that is to come back waits for the host's next turn; one that is not leaves it to that run", async () => {
  vi.mocked(checkHost)
    .mockResolvedValueOnce(done({ checkedCount: 1, end: "time", isMoreDue: true, waitMs: 44_003, comesBack: true }))
    .mockResolvedValue(done());
  const { slept } = await check();
  expect(slept).toEqual([45_000]);
  vi.mocked(checkHost)
    .mockReset()
    .mockResolvedValue(done({ checkedCount: 0, end: "time", isMoreDue: true, waitMs: 45_000 }));
  expect(await check()).toMatchObject({ result: { outcome: "waits" }, slept: [], sent: [] });
});

test("while checks are paused a run ends and sends nothing", async () => {
  vi.mocked(checkHost).mockResolvedValue(done({ checkedCount: 0, end: "paused" }));
  const { result, sent } = await check();
  expect(result).toEqual({ outcome: "paused", checkedCount: 0 });
  expect(settleBulkChecks).not.toHaveBeenCalled();
  expect(sent).toEqual([]);
});

test("a planning starts a run for each host, in portions", async () => {
  const hosts = Array.from({ length: 1_100 }, (_, n) => ({ host: `h${n}.example`, priority: n % 3 }));
  vi.mocked(planChecks).mockResolvedValue({ hosts });
  const { result, sent } = await runFunction(planChecksFunction, { name: "checks/planning.requested", data: {} });
  expect(result).toEqual({ hostCount: 1_100 });
  const portions = sent.map(([, events]) => events as { data: unknown }[]);
  expect(portions.map(({ length }) => length)).toEqual([500, 500, 100]);
  expect(portions.flat().map(({ data }) => data)).toEqual(hosts);
});

test("a planning that finds nothing sends nothing", async () => {
  vi.mocked(planChecks).mockResolvedValue({ hosts: [] });
  expect((await runFunction(planChecksFunction, { name: "checks/planning.requested", data: {} })).sent).toEqual([]);
});

test("as many hosts are checked at once as the setting says, and one run at each", () => {
  const settings = { ...defaultSettings(), "checks.parallelHosts": 7 };
  const { opts } = checkHostFunction(settings);
  expect(opts.concurrency).toEqual([{ limit: 1, key: "event.data.host" }, { limit: 7 }]);
});

test("planning ends the sweep that is done and begins one over what is due, before it plans the hosts", async () => {
  vi.mocked(planChecks).mockResolvedValue({ hosts: [] });
  await runFunction(planChecksFunction, { name: "checks/planning.requested", data: {} });
  const order = [endSweep, beginSweep, planChecks].map((verb) => vi.mocked(verb).mock.invocationCallOrder[0] ?? 0);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(order).not.toContain(0);
});
