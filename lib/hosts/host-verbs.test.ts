import { expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { claimHost } from "@/lib/checks/claim-host";
import { findHostNotice } from "@/lib/checks/find-host-notice";
import { db } from "@/lib/db";
import {
  ADMIN,
  actionsOf,
  editorOf,
  holdHost,
  makeCollection,
  makeResource,
  stateOf,
} from "@/lib/resources/fixtures/rows";
import { newRowId } from "@/lib/row-id";
import type { Prisma } from "@/prisma/generated/client";
import { askHostNow } from "./ask-host-now";
import { endHostRule } from "./end-host-rule";
import { forgetHost } from "./forget-host";
import { getHost } from "./get-host";
import { pauseHost } from "./pause-host";
import { resumeHost } from "./resume-host";
import { setHostRule } from "./set-host-rule";

const NOW = new Date("2026-03-01T12:00:00Z");
const LATER = new Date("2026-03-01T13:00:00Z");
const EDITOR = editorOf();

/** A host with one resource, that was never asked unless `row` says what is known of it. */
async function aHost(row: Partial<Prisma.HostUncheckedCreateInput> | null = {}) {
  const host = `${newRowId().toLowerCase()}.example.org`;
  const { id: collectionId } = await makeCollection();
  const { id: resourceId } = await makeResource(collectionId, { url: `https://${host}/page` });
  if (row) await db.host.create({ data: { host, nextAt: NOW, ...row } });
  return { host, resourceId, collectionId };
}

const pause = (host: string, reason = "Their move", until: Date | null = null, now = NOW) =>
  pauseHost({ host, input: { reason, until: until?.toISOString() }, actor: ADMIN, now });

test("a paused host is not asked, and its pages say why and until when", async () => {
  for (const { host } of [await aHost(), await aHost(null)]) {
    expect(await pause(host, "Their move", LATER)).toEqual({ isChanged: true });
    expect(await claimHost({ host, runId: "r", now: NOW })).toEqual({ kind: "paused" });
    const { notice } = await findHostNotice({ host, now: NOW });
    expect(notice).toEqual({ kind: "paused", until: LATER, reason: "Their move" });
    expect((await getHost({ host, now: NOW })).standing).toEqual(notice);
    expect((await claimHost({ host, runId: "r", now: LATER })).kind).toBe("ours");
  }
});

test("the same pause again leaves no trace; another end or reason is another pause that began when the first did", async () => {
  const { host } = await aHost();
  await pause(host);
  expect(await pause(host)).toEqual({ isChanged: false });
  expect(await actionsOf(host)).toEqual(["host.paused"]);
  expect(await pause(host, "Their move", LATER, new Date(NOW.getTime() + 1_000))).toEqual({ isChanged: true });
  expect(await getHost({ host, now: NOW })).toMatchObject({ pause: { at: NOW, until: LATER, reason: "Their move" } });
  expect(await actionsOf(host)).toEqual(["host.paused", "host.paused"]);
});

test("a pause needs a reason and an end that is still to come", async () => {
  const { host } = await aHost();
  await expect(pause(host, " ")).rejects.toMatchObject({ code: "INVALID", fields: { reason: expect.any(String) } });
  await expect(pause(host, "x", NOW)).rejects.toMatchObject({ code: "INVALID", fields: { until: expect.any(String) } });
  expect((await getHost({ host, now: NOW })).pause).toBeNull();
});

test("a lifted pause lets the host be asked at once; lifting it twice, or when it is over, changes nothing", async () => {
  const { host } = await aHost();
  await pause(host);
  expect(await resumeHost({ host, actor: ADMIN, now: NOW })).toEqual({ isResumed: true });
  expect(await resumeHost({ host, actor: ADMIN, now: NOW })).toEqual({ isResumed: false });
  expect((await claimHost({ host, runId: "r", now: NOW })).kind).toBe("ours");
  await pause(host, "short", LATER);
  expect(await resumeHost({ host, actor: ADMIN, now: LATER })).toEqual({ isResumed: false });
  expect(await actionsOf(host)).toEqual(["host.paused", "host.resumed", "host.paused"]);
});

test("only admins decide about hosts, and only about hosts that exist", async () => {
  const { host } = await aHost();
  const verbs = [
    (name: string, actor: Actor) => pauseHost({ host: name, input: { reason: "x" }, actor, now: NOW }),
    (name: string, actor: Actor) => resumeHost({ host: name, actor, now: NOW }),
    (name: string, actor: Actor) => askHostNow({ host: name, actor, now: NOW }),
    (name: string, actor: Actor) => setHostRule({ host: name, input: { method: "GET", reason: "x" }, actor, now: NOW }),
    (name: string, actor: Actor) => endHostRule({ host: name, actor, now: NOW }),
    (name: string, actor: Actor) => forgetHost({ host: name, actor, now: NOW }),
  ];
  for (const verb of verbs) {
    await expect(verb(host, EDITOR)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(verb("nobody.invalid", ADMIN)).rejects.toMatchObject({ code: "NOT_FOUND" });
  }
  await expect(getHost({ host: "nobody.invalid", now: NOW })).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await actionsOf(host)).toEqual([]);
});

test("a wait of our own is ended by a press, and one resource is asked in any case", async () => {
  for (const notBeforeReason of ["no_answer", "rate_limited"]) {
    const { host, resourceId } = await aHost({ notBefore: LATER, notBeforeReason, slowdownMs: 500 });
    expect(await askHostNow({ host, actor: ADMIN, now: NOW })).toEqual({ isAsked: true });
    expect(await stateOf(resourceId)).toMatchObject({ checkRequestedAt: NOW, checkPriority: 2 });
    expect(await getHost({ host, now: NOW })).toMatchObject({ wait: null, slowdownMs: 500 });
    expect(await askHostNow({ host, actor: ADMIN, now: NOW })).toEqual({ isAsked: false });
    expect(await actionsOf(host)).toEqual(["host.asked_again"]);
  }
});

test("a wait that the host asked for is ended only by a press that says so", async () => {
  const { host } = await aHost({ notBefore: LATER, notBeforeReason: "retry_after" });
  const refused = askHostNow({ host, actor: ADMIN, now: NOW });
  await expect(refused).rejects.toMatchObject({
    code: "CONFLICT",
    message: expect.stringContaining("2026-03-01 13:00:00 UTC"),
  });
  expect((await claimHost({ host, runId: "r", now: NOW })).kind).toBe("waits");
  expect(await askHostNow({ host, isAgainstItsWish: true, actor: ADMIN, now: NOW })).toEqual({ isAsked: true });
  expect((await claimHost({ host, runId: "r", now: NOW })).kind).toBe("ours");
});

const RULE = { intervalMs: 5_000, acceptedCodes: [403, 401, 403], method: "GET", reason: "Agreed by mail" } as const;

test("a rule is in force for the next run until it expires, and the same rule again leaves no trace", async () => {
  const { host } = await aHost();
  const set = () =>
    setHostRule({
      host,
      input: { ...RULE, acceptedCodes: [...RULE.acceptedCodes], expiresAt: LATER.toISOString() },
      actor: ADMIN,
      now: NOW,
    });
  expect(await set()).toEqual({ isChanged: true, recheckCount: 0 });
  expect(await set()).toEqual({ isChanged: false, recheckCount: 0 });
  expect(await actionsOf(host)).toEqual(["host.rule_set"]);
  const claim = await claimHost({ host, runId: "r", now: NOW });
  expect(claim).toMatchObject({ rule: { intervalMs: 5_000, acceptedCodes: [401, 403], method: "GET" } });
  expect(await getHost({ host, now: NOW })).toMatchObject({ gap: { gapMs: 5_000, from: "rule" } });
  expect(await claimHost({ host, runId: "r", now: LATER })).toMatchObject({ rule: null });
  expect(await getHost({ host, now: LATER })).toMatchObject({ rule: null, gap: { gapMs: 1_000, from: "setting" } });
});

test.each([
  [{ reason: "x" }, "input"],
  [{ method: "GET" as const, reason: "" }, "reason"],
  [{ acceptedCodes: [42], reason: "x" }, "acceptedCodes.0"],
  [{ acceptedCodes: [Number.NaN], reason: "x" }, "acceptedCodes.0"],
  [{ intervalMs: -1, reason: "x" }, "intervalMs"],
  [{ method: "GET" as const, reason: "x", expiresAt: NOW.toISOString() }, "expiresAt"],
])("the rule %j is refused at its field", async (input, field) => {
  const { host } = await aHost();
  const set = setHostRule({ host, input, actor: ADMIN, now: NOW });
  await expect(set).rejects.toMatchObject({ code: "INVALID", fields: { [field]: expect.any(String) } });
});

test("a rule that declares a code fine has the resources with that answer checked again, and its end those that were fine by it", async () => {
  const { host, resourceId, collectionId } = await aHost();
  const state = { httpStatus: 403, verdict: "blocked", reason: "forbidden" } as const;
  const { id: blocked } = await makeResource(collectionId, { url: `https://${host}/b`, ...state });
  const input = { acceptedCodes: [403], reason: "Agreed" };
  expect(await setHostRule({ host, input, actor: ADMIN, now: NOW })).toMatchObject({ recheckCount: 1 });
  expect(await stateOf(blocked)).toMatchObject({ checkRequestedAt: NOW, checkPriority: 1 });
  expect((await stateOf(resourceId)).checkRequestedAt).toBeNull();
  // It was checked, and is fine now.
  await db.checkState.update({
    where: { resourceId: blocked },
    data: { checkRequestedAt: null, verdict: "valid", reason: "accepted" },
  });
  const wider = { ...input, acceptedCodes: [401, 403] };
  expect(await setHostRule({ host, input: wider, actor: ADMIN, now: NOW })).toMatchObject({ recheckCount: 0 });
  expect(await endHostRule({ host, actor: ADMIN, now: NOW })).toEqual({ isEnded: true, recheckCount: 1 });
  expect(await endHostRule({ host, actor: ADMIN, now: NOW })).toEqual({ isEnded: false, recheckCount: 0 });
  expect(await actionsOf(host)).toEqual(["host.rule_set", "host.rule_set", "host.rule_ended"]);
});

test("what was learned is forgotten, but not what the host or a person asked for, and not while a run is at work", async () => {
  const learned = {
    learnedMethod: "GET",
    slowdownMs: 900,
    madeUpAt: NOW,
    madeUpAnswer: { status: 200 },
    recentCount: 8,
  };
  const { host } = await aHost({ ...learned, notBefore: LATER, notBeforeReason: "retry_after", crawlDelayMs: 5_000 });
  await holdHost(host, LATER);
  await expect(forgetHost({ host, actor: ADMIN, now: NOW })).rejects.toMatchObject({ code: "CONFLICT" });
  await db.host.update({ where: { host }, data: { leaseUntil: null } });
  expect(await forgetHost({ host, actor: ADMIN, now: NOW })).toEqual({ isForgotten: true });
  expect(await getHost({ host, now: NOW })).toMatchObject({
    slowdownMs: 0,
    recentCount: 0,
    learned: { method: null, madeUpStatus: null, crawlDelayMs: null },
    standing: { kind: "retry_after", until: LATER },
  });
  expect(await forgetHost({ host, actor: ADMIN, now: NOW })).toEqual({ isForgotten: false });
  expect(await actionsOf(host)).toEqual(["host.forgotten"]);
});

test("a host is found in any case of its letters", async () => {
  const { host } = await aHost();
  expect((await getHost({ host: host.toUpperCase(), now: NOW })).host).toBe(host);
});
