import "@/e2e/support/own-database";
import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db";
import { encodeCursor } from "@/lib/page";
import { makeCollection, makeResources, type ResourceValues, resourceValues } from "@/lib/resources/fixtures/rows";
import { listResources } from "@/lib/resources/list-resources";
import { incidentSentence, incidentsSentence } from "./incident";
import { listHosts } from "./list-hosts";
import { listIncidents } from "./list-incidents";
import { HOST_SORTS, type HostMark, type HostQuery } from "./query";

const NOW = new Date("2026-03-01T12:00:00Z");
const SOON = new Date("2026-03-01T12:30:00Z");
const at = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);

const failed = (hours: number, reason = "refused"): ResourceValues => ({
  ...{ verdict: "failing", reason, failureStreak: 1, firstFailureAt: at(hours), lastCheckedAt: at(hours) },
});
const good = (hours: number): ResourceValues => ({
  ...{ verdict: "valid", reason: "ok", httpStatus: 200, lastSuccessAt: at(hours), lastCheckedAt: at(hours) },
});

/** Hosts by their letter; each with the states of its resources. */
const STATES: Record<string, ResourceValues[]> = {
  "dead.example": [
    failed(-3),
    failed(-2),
    failed(-1, "timeout_connect"),
    failed(-1),
    failed(-1),
    good(-5),
    {},
    { ...failed(-1, "excluded") },
  ],
  "mended.example": [failed(-3), failed(-2), failed(-2), good(-1)],
  "answers.example": [
    ...[failed(-3), failed(-2), failed(-2)],
    {
      verdict: "failing",
      reason: "not_found",
      httpStatus: 404,
      failureStreak: 1,
      firstFailureAt: at(-1),
      lastCheckedAt: at(-1),
    },
  ],
  "two.example": [failed(-3), failed(-2)],
  "pages.example": [1, 2, 3].map(() => ({ ...failed(-2, "not_found"), httpStatus: 404 })),
  "never.example": [{}, {}],
  "paused.example": [good(-1)],
  "waits.example": [good(-1)],
  "silent.example": [good(-1)],
  "wall.example": [{ verdict: "blocked", reason: "bot_wall", httpStatus: 403, lastCheckedAt: at(-1) }],
  "ruled.example": [good(-1)],
  "gone.example": [{ ...failed(-2), deletedAt: at(-1) }],
};

beforeAll(async () => {
  const { id } = await makeCollection();
  await makeResources(
    Object.entries(STATES).flatMap(([host, states]) =>
      states.map((values, n) => resourceValues(id, { url: `https://${host}/${n}`, ...values })),
    ),
  );
  const asked = { nextAt: at(-1), lastAskedAt: at(-1), recentCount: 10, recentBlocked: 1 };
  await db.host.createMany({
    data: [
      { host: "dead.example", ...asked, lastAskedAt: at(-2) },
      { host: "paused.example", ...asked, pausedAt: at(-1), pauseReason: "x", leaseUntil: SOON, runId: "r" },
      { host: "waits.example", ...asked, notBefore: SOON, notBeforeReason: "retry_after" },
      { host: "silent.example", ...asked, notBefore: SOON, notBeforeReason: "no_answer" },
      { host: "wall.example", ...asked, recentBlocked: 9, slowdownMs: 2_000 },
      { host: "few.example", ...asked },
      {
        host: "alone.example",
        nextAt: NOW,
        pausedAt: at(-1),
        pausedUntil: SOON,
        pauseReason: "No resource, but a pause",
      },
    ],
  });
  const rule = { acceptedCodes: [403], reason: "Agreed", createdByName: "Ada" };
  await db.hostRule.createMany({
    data: [
      { host: "ruled.example", ...rule },
      { host: "wall.example", ...rule, expiresAt: at(-1) },
    ],
  });
});

const list = (query: HostQuery, page = {}) => listHosts({ query, page, now: NOW });
const hostsOf = async (query: HostQuery) => (await list(query)).rows.map(({ host }) => host).sort();

const HOSTS = [...Object.keys(STATES).filter((host) => host !== "gone.example"), "alone.example"].sort();

test("hosts with live resources are listed, asked or not, and those that a person decided about", async () => {
  expect(await hostsOf({})).toEqual(HOSTS);
  expect((await list({})).total).toBe(HOSTS.length);
});

test("the host in most trouble comes first, with its resources by verdict", async () => {
  const [first] = (await list({})).rows;
  expect(first).toMatchObject({
    host: "dead.example",
    resources: { total: 8, byVerdict: { failing: 6, valid: 1, unchecked: 1 } },
    incident: { count: 5, total: 8, reason: "refused", since: at(-3), answeredAt: at(-5) },
  });
});

test.each<[HostMark, string[]]>([
  ["incident", ["dead.example"]],
  ["paused", ["alone.example", "paused.example"]],
  ["waiting", ["waits.example"]],
  ["silent", ["silent.example"]],
  ["refused", ["wall.example"]],
  ["rule", ["ruled.example"]],
  ["slowed", ["wall.example"]],
  ["at_work", ["paused.example"]],
  [
    "attention",
    [
      ...["alone.example", "dead.example", "paused.example", "ruled.example", "silent.example", "waits.example"],
      "wall.example",
    ],
  ],
])("the filter %s finds its hosts and no others", async (mark, hosts) => {
  expect(await hostsOf({ mark: [mark] })).toEqual(hosts);
});

test("a search finds any part of a host, and takes signs of patterns as they are", async () => {
  expect(await hostsOf({ q: " WAIT" })).toEqual(["waits.example"]);
  expect(await hostsOf({ q: "%" })).toEqual([]);
  expect(await hostsOf({ q: "a\0" })).toEqual([]);
  expect(await hostsOf({ q: "example", mark: ["paused", "silent"] })).toHaveLength(3);
});

test("pages follow each other without gap or repetition, forward and back, in every order", async () => {
  for (const sort of HOST_SORTS) {
    for (const isDescending of [true, false]) {
      const query = { sort, isDescending };
      const whole = (await list(query)).rows.map(({ host }) => host);
      expect([...whole].sort()).toEqual(HOSTS);
      const pages: string[][] = [];
      let page = await list(query, { limit: 5 });
      pages.push(page.rows.map(({ host }) => host));
      while (page.nextCursor) {
        page = await list(query, { limit: 5, after: page.nextCursor });
        pages.push(page.rows.map(({ host }) => host));
      }
      expect(pages.flat(), JSON.stringify(query)).toEqual(whole);
      const back = await list(query, { limit: 5, before: page.previousCursor });
      expect(
        back.rows.map(({ host }) => host),
        JSON.stringify(query),
      ).toEqual(pages.at(-2));
    }
  }
});

test("a cursor of another order, or of nothing, is refused", async () => {
  const { nextCursor } = await list({ sort: "host" }, { limit: 2 });
  for (const [query, after] of [
    [{ sort: "asked" as const }, nextCursor],
    [{}, "nonsense"],
    [{}, encodeCursor(["trouble", true, "1", "\ud800"])],
    [{}, encodeCursor(["trouble", true, "many", "a.example"])],
    ...["2026-13-01 12:00:00+00", "2026-02-30 12:00:00+00", "2026-03-01 12:00:61+00", "2026-03-01 12:00:00+99"].map(
      (key) => [{ sort: "asked" as const }, encodeCursor(["asked", true, key, "a.example"])] as const,
    ),
    ...["1e5e5", "--", "1e99999", "0.5-"].map(
      (key) => [{ sort: "refused" as const }, encodeCursor(["refused", true, key, "a.example"])] as const,
    ),
  ] as const)
    await expect(list(query, { after })).rejects.toMatchObject({ code: "INVALID" });
});

test("the link of a host leads to exactly its live resources", async () => {
  const found = async (host: string) => (await listResources({ query: { host } })).rows.length;
  expect([
    await found("two.example"),
    await found("TWO.example"),
    await found("gone.example"),
    await found("x\0"),
  ]).toEqual([...[2, 2, 0, 0]]);
});

test("only a host that has answered nothing since its resources began to fail is an incident, and from three on", async () => {
  const incidents = await listIncidents({ now: NOW });
  expect(incidents.map(({ host, count, openCount }) => ({ host, count, openCount }))).toEqual([
    { host: "dead.example", count: 5, openCount: 5 },
  ]);
  expect(incidentsSentence(incidents)).toBe("dead.example: connection refused, with 5 of 8 resources.");
});

test("what somebody has taken note of is counted, but no longer open", async () => {
  await db.checkState.updateMany({
    where: { host: "dead.example", verdict: "failing" },
    data: { acknowledgedAt: NOW, acknowledgedReason: "Known", acknowledgedOutcome: "failing:refused" },
  });
  expect(await listIncidents({ now: NOW })).toMatchObject([{ host: "dead.example", count: 5, openCount: 0 }]);
});

test("two hundred resources of one dead host are one sentence", () => {
  const dead = {
    host: "h.example",
    count: 200,
    openCount: 200,
    total: 200,
    reason: "dns",
    since: NOW,
    answeredAt: null,
  };
  expect(incidentSentence(dead)).toBe("h.example: no such host, with all 200 of its resources.");
  expect(incidentsSentence([dead, dead])).toMatch(/^Hosts that fail as a whole, 400 resources with them/);
});
