import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { isScheduleName, SCHEDULES } from "@/lib/schedules/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import { findStop } from "@/lib/snapshots/find-stop";
import { askEngine } from "./ask-engine";

export type PartHealth = {
  ok: boolean;
  /** A sentence for people. */
  detail: string;
  /** Since when this process has seen it not ok. */
  since?: string;
};

export type Health = {
  /** Whether Holdfast can serve: database and engine. What is outside our house is told but does not count. */
  ok: boolean;
  parts: { database: PartHealth; engine: PartHealth; archive: PartHealth; schedules: PartHealth };
};

/** A part that says nothing for so long counts as down. */
const LIMIT_MS = 2_000;
/** The tick comes every minute; so long without any start is a stop. */
const TICK_LIMIT_MS = 5 * 60_000;

const downSince = new Map<string, string>();

/** The state of each part, each within two seconds. Never throws. */
export async function getHealth(now: Date = new Date()): Promise<Health> {
  const [database, engine, archive, schedules] = await Promise.all([
    look("database", now, checkDatabase),
    look("engine", now, () => askEngine(env().INNGEST_BASE_URL, LIMIT_MS)),
    look("archive", now, () => checkArchive(now)),
    look("schedules", now, () => checkSchedules(now)),
  ]);
  return { ok: database.ok && engine.ok, parts: { database, engine, archive, schedules } };
}

async function look(part: string, now: Date, check: () => Promise<PartHealth>): Promise<PartHealth> {
  const health = await within(check());
  if (health.ok) {
    downSince.delete(part);
    return health;
  }
  const since = downSince.get(part) ?? now.toISOString();
  downSince.set(part, since);
  return { ...health, since };
}

async function within(check: Promise<PartHealth>): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<PartHealth>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: `No answer within ${LIMIT_MS / 1_000} seconds.` }), LIMIT_MS);
  });
  // Whatever a part throws means that it is not well; the log of its own users has the details.
  const answer = check.catch((): PartHealth => ({ ok: false, detail: "It can't be reached." }));
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

async function checkDatabase(): Promise<PartHealth> {
  await db.$queryRaw`SELECT 1`;
  return { ok: true, detail: "Answers." };
}

async function checkArchive(now: Date): Promise<PartHealth> {
  const stop = await findStop(await getSettings(), now);
  const label = env().HOLDFAST_SANDBOX ? "The sandbox stands in for archive.org." : "Nothing is wrong that we know of.";
  if (!stop) return { ok: true, detail: label };
  const isWanted =
    stop.code === "paused" || stop.code === "switched_off" || stop.code === "busy" || stop.code === "quota";
  return { ok: isWanted, detail: stop.sentence };
}

async function checkSchedules(now: Date): Promise<PartHealth> {
  const rows = await db.schedule.findMany({ select: { name: true, lastStartedAt: true, hasFailed: true, isOn: true } });
  const newest = Math.max(0, ...rows.map((row) => row.lastStartedAt?.getTime() ?? 0));
  if (rows.length > 0 && rows.every((row) => !row.isOn)) return { ok: true, detail: "All schedules are off." };
  if (now.getTime() - newest > TICK_LIMIT_MS) {
    return { ok: false, detail: newest === 0 ? "None has run yet." : "None has started for more than five minutes." };
  }
  const failed = rows.filter((row) => row.hasFailed).map((row) => labelOf(row.name));
  if (failed.length > 0) return { ok: false, detail: `The last run failed: ${failed.join(", ")}.` };
  return { ok: true, detail: "Run on time." };
}

function labelOf(name: string): string {
  return isScheduleName(name) ? SCHEDULES[name].label : name;
}
