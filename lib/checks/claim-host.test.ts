import "@/e2e/support/own-database";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db";
import { askHostNow } from "@/lib/hosts/ask-host-now";
import { endHostRule } from "@/lib/hosts/end-host-rule";
import { setHostRule } from "@/lib/hosts/set-host-rule";
import { ADMIN, makeCollection, makeResource } from "@/lib/resources/fixtures/rows";
import { newRowId } from "@/lib/row-id";
import { hasLostChecks } from "@/lib/schedules/has-lost-checks";
import { claimHost, type GoesOn, HOST_LEASE_MS, releaseHost } from "./claim-host";
import { planChecks } from "./plan-checks";

const NOW = new Date("2026-03-01T12:00:00Z");
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
/** The setting's second, and what a visitor may wait for his turn. */
const LATEST = after(16);
const FAR = after(6 * 3_600);

let host: string;

beforeEach(async () => {
  await db.resource.deleteMany();
  host = `${newRowId().toLowerCase()}.example`;
  const { id } = await makeCollection();
  await makeResource(id, { url: `https://${host}/`, checkRequestedAt: NOW, checkPriority: 1, nextCheckAt: NOW });
});

const rowOf = () => db.host.findUniqueOrThrow({ where: { host } });
const claim = (runId: string, now: Date) => claimHost({ host, runId, now });
const release = (runId: string, now: Date, goesOn: GoesOn | null = null) => releaseHost({ host, runId, goesOn, now });
const isPlanned = async (now: Date) => {
  const { hosts } = await planChecks({ now, limit: 10_000 });
  return hosts.some((planned) => planned.host === host);
};
const RULE = { intervalMs: 6 * 3_600_000, acceptedCodes: [], reason: "by mistake" };

test("a turn that a rule of hours had put off is taken back with the rule's change, and with its end", async () => {
  await setHostRule({ host, input: RULE, actor: ADMIN, now: NOW });
  await db.host.update({ where: { host }, data: { nextAt: FAR, returnsAt: after(60), returnsRunId: "sleeps" } });
  await setHostRule({ host, input: { ...RULE, intervalMs: 2_000 }, actor: ADMIN, now: NOW });
  expect(await rowOf()).toMatchObject({ nextAt: after(17), returnsAt: null, returnsRunId: null });

  await db.host.update({ where: { host }, data: { nextAt: FAR } });
  await endHostRule({ host, actor: ADMIN, now: NOW });
  expect(await rowOf()).toMatchObject({ nextAt: LATEST });
});

test("one that an expired rule had put off is taken back by the next run", async () => {
  await db.hostRule.create({ data: { host, ...RULE, expiresAt: after(-1), createdByName: "A" } });
  await db.host.create({ data: { host, nextAt: FAR } });
  expect(await claim("run", NOW)).toMatchObject({ kind: "ours", state: { nextAt: LATEST }, rule: null });
});

test("one that the rule in force asks for stays, and so does a nearer one", async () => {
  await db.hostRule.create({ data: { host, ...RULE, createdByName: "A" } });
  await db.host.create({ data: { host, nextAt: FAR } });
  expect(await claim("run", NOW)).toMatchObject({ state: { nextAt: FAR } });
  await release("run", NOW);
  await db.hostRule.deleteMany({ where: { host } });
  await db.host.update({ where: { host }, data: { nextAt: after(3) } });
  expect(await claim("run", NOW)).toMatchObject({ state: { nextAt: after(3) } });
});

test("asking again takes back a far turn too, but not while a run is at work, which may be about to use it", async () => {
  const wait = { notBefore: FAR, notBeforeReason: "rate_limited", nextAt: FAR };
  await db.host.create({ data: { host, ...wait, runId: "r", leaseUntil: after(60) } });
  await askHostNow({ host, actor: ADMIN, now: NOW });
  expect(await rowOf()).toMatchObject({ notBefore: null, nextAt: FAR });
  await db.host.update({ where: { host }, data: { ...wait, leaseUntil: null } });
  await askHostNow({ host, actor: ADMIN, now: NOW });
  expect(await rowOf()).toMatchObject({ nextAt: LATEST });
});

test("of the runs that are told to wait at a host one comes back, and no other is started meanwhile", async () => {
  await claim("first", NOW);
  expect(await release("first", NOW, { at: after(60) })).toEqual({ comesBack: true });
  expect(await isPlanned(after(1))).toBe(false);
  expect(await hasLostChecks({ now: after(59) })).toBe(false);
  await claim("second", after(20));
  expect(await release("second", after(21), { at: after(61) })).toEqual({ comesBack: false });
  // A step that is delivered twice is told the same twice.
  await claim("first", after(22));
  expect(await release("first", after(22), { at: after(60) })).toEqual({ comesBack: true });

  await claim("first", after(60));
  expect(await release("first", after(60), { at: after(120) }), "it goes on coming back").toEqual({ comesBack: true });
  expect(await isPlanned(after(119))).toBe(false);
  expect(await isPlanned(after(136)), "it got lost").toBe(true);
});

test("a run that goes on at once is not started a second time before it has begun", async () => {
  await claim("first", NOW);
  expect(await release("first", NOW, { at: NOW })).toEqual({ comesBack: false });
  expect(await isPlanned(after(30))).toBe(false);
  await claim("first", after(31));
  await release("first", after(32));
  expect(await isPlanned(after(33))).toBe(true);
});

test("giving back is harmless twice, and when another run has the host", async () => {
  await claim("first", NOW);
  await release("first", NOW);
  expect(await release("first", NOW)).toEqual({ comesBack: false });
  await claim("second", NOW);
  expect(await release("first", NOW, { at: after(60) })).toEqual({ comesBack: false });
  expect(await rowOf()).toMatchObject({ runId: "second", leaseUntil: after(HOST_LEASE_MS / 1_000), returnsAt: null });
});
