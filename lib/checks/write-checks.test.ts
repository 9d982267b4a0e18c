import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { makeCollection, makeResource, type ResourceValues, stateOf } from "@/lib/resources/fixtures/rows";
import { newRowId } from "@/lib/row-id";
import { defaultSettings } from "@/lib/settings/definitions";
import { claimHost } from "./claim-host";
import { evidenceOf } from "./evidence";
import { excludeCheck } from "./exclude-check";
import { factsOf } from "./fixtures/facts";
import { judge, judgeRules, UNKNOWN_HOST } from "./judge";
import { listHostChecks, type WantedCheck } from "./list-host-checks";
import { recordChecks } from "./record-checks";

const T0 = new Date("2026-03-01T12:00:00Z");
const after = (seconds: number) => new Date(T0.getTime() + seconds * 1_000);
const RULES = judgeRules(defaultSettings());

let host: string;
let collectionId: string;

beforeEach(async () => {
  host = `${newRowId().toLowerCase()}.example`;
  collectionId = (await makeCollection({ isSnapshotting: false })).id;
});

const make = (values: ResourceValues = {}) =>
  makeResource(collectionId, {
    url: `https://${host}/${newRowId()}`,
    checkRequestedAt: T0,
    checkPriority: 1,
    ...values,
  });

async function claimed(now = T0) {
  const claim = await claimHost({ host, runId: "run", now });
  if (claim.kind !== "ours") throw new Error("The host was not claimed.");
  return claim.state;
}

async function wanted(now = T0): Promise<WantedCheck> {
  const [check] = await listHostChecks({ host, now, limit: 1 });
  if (!check) throw new Error("Nothing is wanted.");
  return check;
}

async function record(
  check: WantedCheck,
  status: number,
  startedAt: Date,
  state = undefined as Awaited<ReturnType<typeof claimed>> | undefined,
) {
  const facts = factsOf(status, { url: check.url, finalUrl: check.url });
  const judgement = judge({ facts, history: check, host: UNKNOWN_HOST, rules: RULES, now: startedAt });
  const finished = { wanted: check, startedAt, facts, judgement, evidence: evidenceOf(facts, judgement, UNKNOWN_HOST) };
  const batch = { runId: "run", host: state ?? (await claimed(startedAt)), checks: [finished] };
  return (await recordChecks([batch], startedAt)).recordedIds.size;
}

test("a check is recorded though its machine's clock is behind that of the machine that made the one before", async () => {
  const resource = await make();
  expect(await record(await wanted(), 404, after(30))).toBe(1);
  await db.checkState.update({ where: { resourceId: resource.id }, data: { checkRequestedAt: T0 } });
  expect(await record(await wanted(), 200, after(5))).toBe(1);
  const state = await stateOf(resource.id);
  expect(state).toMatchObject({ verdict: "valid", failureStreak: 0, lastCheckedAt: after(5) });
  expect(state.checks).toHaveLength(2);
});

test("one that was judged by what another check has changed meanwhile is not, whatever the clocks say", async () => {
  const resource = await make();
  const [one, same] = [await wanted(), await wanted()];
  expect(await record(one, 404, after(10))).toBe(1);
  expect(await record(same, 404, after(20)), "a step that was delivered twice").toBe(0);
  expect(await record(same, 404, after(5)), "and one that comes late").toBe(0);
  const state = await stateOf(resource.id);
  expect(state).toMatchObject({ failureStreak: 1, lastCheckedAt: after(10) });
  expect(state.checks).toHaveLength(1);
});

test("a resource that robots.txt excludes has changed its verdict, once, and what was noted of the old one comes back", async () => {
  const at = { verdictSince: after(-900), lastCheckedAt: after(-900), acknowledgedAt: after(-800) };
  const noted = { acknowledgedReason: "known", acknowledgedOutcome: "broken:not_found" };
  const broken = { verdict: "broken", reason: "not_found", failureStreak: 3, firstFailureAt: after(-999) } as const;
  const resource = await make({ ...broken, ...at, ...noted });
  const exclude = (startedAt: Date) =>
    excludeCheck({ id: resource.id, urlVersion: 1, startedAt, until: new Date(startedAt.getTime() + 1_000) });
  await exclude(after(1));
  await exclude(after(9));
  expect(await stateOf(resource.id)).toMatchObject({
    ...{
      verdict: "unchecked",
      reason: "excluded",
      verdictSince: after(1),
      lastCheckedAt: after(9),
      nextCheckAt: after(10),
    },
    ...{ checkRequestedAt: null, checkPriority: 0, acknowledgedAt: null },
  });
  const changes = await db.verdictChange.findMany({ where: { resourceId: resource.id } });
  expect(changes).toMatchObject([
    { at: after(1), was: "broken", verdict: "unchecked", reason: "excluded", urlVersion: 1 },
  ]);
});

test("a resource that was edited meanwhile, or wished for again, is not excluded for its old address, nor without another look", async () => {
  const edited = await make({ urlVersion: 2, verdict: "valid" });
  await excludeCheck({ id: edited.id, urlVersion: 1, startedAt: T0, until: after(1) });
  expect(await stateOf(edited.id)).toMatchObject({ verdict: "valid", checkRequestedAt: T0 });
  const wished = await make({ checkRequestedAt: after(5), checkPriority: 2 });
  await excludeCheck({ id: wished.id, urlVersion: 1, startedAt: T0, until: after(1) });
  expect(await stateOf(wished.id)).toMatchObject({
    verdict: "unchecked",
    checkRequestedAt: after(5),
    checkPriority: 2,
  });
});

test("the rules of robots.txt are written when it was read, and not with each check", async () => {
  await make();
  const rules = [{ isAllowed: false, path: "/private" }];
  const state = { ...(await claimed()), robotsReadAt: T0, robotsState: "found", robotsRules: rules };
  await recordChecks([{ runId: "run", host: state, checks: [], hasNewRobots: true }], T0);
  const stored = () => db.host.findUniqueOrThrow({ where: { host } });
  expect(await stored()).toMatchObject({ robotsState: "found", robotsRules: rules });
  const other = { ...state, robotsRules: [], lastStatus: 200 };
  expect(await record(await wanted(), 200, after(1), other)).toBe(1);
  expect(await stored()).toMatchObject({ lastStatus: 200, robotsRules: rules });
});
