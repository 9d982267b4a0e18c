import "@/e2e/support/own-database";
import { expect, test } from "vitest";
import { ADMIN, makeCollection, makeResources, resourceValues } from "@/lib/resources/fixtures/rows";
import { getOverview } from "./get-overview";

const NOW = new Date("2026-03-01T12:00:00Z");
const AT = new Date("2026-03-01T09:00:00Z");

test("200 resources of one dead host are one thing for a person to look at, and a second dead host adds no line", async () => {
  const { id } = await makeCollection();
  const die = (host: string, count: number) =>
    makeResources(
      Array.from({ length: count }, (_, n) =>
        resourceValues(id, {
          ...{ url: `https://${host}/${n}`, verdict: "unreachable", reason: "dns", failureStreak: 1 },
          ...{ firstFailureAt: AT, lastCheckedAt: AT },
        }),
      ),
    );
  const needs = async () => (await getOverview({ actor: ADMIN, now: NOW })).needsPerson;
  const incidents = async () => (await needs()).filter(({ code }) => code === "host_incidents");
  await die("dead.example.org", 200);
  expect(await incidents()).toEqual([
    {
      code: "host_incidents",
      sentence: "dead.example.org: no such host, with all 200 of its resources.",
      count: 1,
      href: "/hosts/dead.example.org",
    },
  ]);
  await die("gone.example.org", 3);
  expect(await incidents()).toEqual([
    {
      code: "host_incidents",
      sentence: expect.stringContaining("203 resources"),
      count: 2,
      href: "/hosts?mark=incident",
    },
  ]);
});
