import { type Actor, hasRole, type Role } from "@/lib/actor";
import { getSweep } from "@/lib/checks/get-sweep";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { hostPath } from "@/lib/hosts/host-name";
import { incidentsSentence } from "@/lib/hosts/incident";
import { listIncidents } from "@/lib/hosts/list-incidents";
import { getTrend } from "@/lib/reports/get-trend";
import { healthOf } from "@/lib/reports/health";
import { changesSince } from "@/lib/reports/since";
import { DEFAULT_TREND_DAYS, type TrendSpan } from "@/lib/reports/trend";
import { countVerdicts } from "@/lib/resources/count-verdicts";
import { listSchedules, type ScheduleRow } from "@/lib/schedules/list-schedules";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import { getQueue, type Queue } from "@/lib/snapshots/get-queue";
import { countChanges, countChecks } from "./count-work";

/** Something that work can't settle by itself. `href` leads to the rows behind it. */
export type NeedsPerson = { code: string; sentence: string; count: number; href: string };

/** Why the house is not doing all it could. */
export type Banner = { code: string; kind: "info" | "warning"; sentence: string };

export type Overview = Awaited<ReturnType<typeof getOverview>>;

type Wanted = {
  actor: Actor;
  now: Date;
  /** What counts as new; a week ago when left out. */
  since?: Date;
  trendDays?: TrendSpan;
};

/** All that the first page shows. */
export async function getOverview({
  actor,
  now,
  since = changesSince(null, now),
  trendDays = DEFAULT_TREND_DAYS,
}: Wanted) {
  const settings = await getSettings();
  const counting = countVerdicts({ now });
  const [verdicts, trend, changes, queue, schedules, checks, sweep, needs] = await Promise.all([
    counting,
    counting.then(({ byVerdict }) => getTrend({ today: byVerdict, days: trendDays, now })),
    countChanges({ since, now }),
    getQueue({ now }),
    listSchedules({ now }),
    countChecks(now),
    getSweep({ now }),
    countNeeds(now),
  ]);
  return {
    verdicts,
    trend,
    changes,
    checks,
    sweep,
    queue,
    schedules,
    needsPerson: listNeeds({ ...needs, broken: healthOf(verdicts).open.broken }, queue, schedules).flatMap(
      ({ role, ...need }) => (hasRole(actor, role) ? [need] : []),
    ),
    banners: listBanners(settings, queue),
  };
}

async function countNeeds(now: Date) {
  const [incidents, failed, lost, badStatus, unsent] = await Promise.all([
    listIncidents({ now }),
    db.snapshot.count({ where: { status: "error" } }),
    db.snapshot.count({ where: { status: "lost" } }),
    db.snapshot.count({ where: { status: { in: ["success", "verified"] }, reason: "bad_status" } }),
    db.removalRequest.count({ where: { state: "drafted" } }),
  ]);
  // What somebody has taken note of is silent.
  return { incidents: incidents.filter(({ openCount }) => openCount > 0), failed, lost, badStatus, unsent };
}

type Need = NeedsPerson & { role: Role };

function listNeeds(
  { incidents, failed, lost, badStatus, unsent, broken }: Awaited<ReturnType<typeof countNeeds>> & { broken: number },
  queue: Queue,
  schedules: readonly ScheduleRow[],
): Need[] {
  const needs: Need[] = [];
  if (queue.stop?.code === "unauthorised" || queue.stop?.code === "keys_missing") {
    const { code, sentence } = queue.stop;
    needs.push({ code, sentence, count: queue.counts.queued, href: "/wayback", role: "admin" });
  }
  for (const { name, label, lastResult } of schedules.filter((row) => row.hasFailed && row.isOn)) {
    const sentence = `The schedule “${label}” failed: ${lastResult ?? "no reason was kept."}`;
    needs.push({ code: `schedule_failed:${name}`, sentence, count: 1, href: "/settings/schedules", role: "admin" });
  }
  if (broken > 0) {
    const sentence =
      "Broken resources: correct the address, point to the snapshot, or acknowledge that nobody has to act.";
    const href = "/resources?verdict=broken&acknowledged=no&sort=streak";
    needs.push({ code: "resources_broken", sentence, count: broken, href, role: "viewer" });
  }
  const [incident] = incidents;
  if (incident) {
    const href = incidents.length === 1 ? hostPath(incident.host) : "/hosts?mark=incident";
    const [code, sentence] = ["host_incidents", incidentsSentence(incidents)];
    needs.push({ code, sentence, count: incidents.length, href, role: "viewer" });
  }
  const rows: [string, number, string, string][] = [
    ["snapshots_failed", failed, "Snapshots that failed for good: read why, and retry when it is mended.", "error"],
    ["snapshots_lost", lost, "Snapshots that the Wayback Machine no longer shows: archive them again.", "lost"],
    [
      "snapshots_bad_status",
      badStatus,
      "Snapshots of an error page: the page was in trouble when it was captured.",
      "success",
    ],
  ];
  for (const [code, count, sentence, status] of rows) {
    if (count > 0) needs.push({ code, sentence, count, href: `/wayback?status=${status}`, role: "viewer" });
  }
  if (unsent > 0) {
    const sentence = "Removal requests that nobody has sent: send the letter, then say so.";
    const href = "/wayback/removals?state=drafted";
    needs.push({ code: "removals_unsent", sentence, count: unsent, href, role: "editor" });
  }
  return needs;
}

function listBanners(settings: Settings, queue: Queue): Banner[] {
  const banners: Banner[] = [];
  if (env().HOLDFAST_SANDBOX) {
    const sentence = "A sandbox stands in for archive.org: no snapshot leaves this machine. Checks do.";
    banners.push({ code: "sandbox", kind: "info", sentence });
  }
  if (settings["traffic.isPaused"]) {
    banners.push({
      code: "paused",
      kind: "warning",
      sentence: "All outgoing traffic is paused. Work is kept and goes on later.",
    });
    return banners;
  }
  if (!settings["checks.isOn"]) {
    banners.push({ code: "checks_off", kind: "warning", sentence: "Checks are switched off. Wishes are kept." });
  }
  if (queue.stop) banners.push({ code: queue.stop.code, kind: "warning", sentence: queue.stop.sentence });
  return banners;
}
