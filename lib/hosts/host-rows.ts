import { db } from "@/lib/db";
import { VERDICTS, type Verdict } from "@/lib/resources/verdict";
import type { Host, HostRule } from "@/prisma/generated/client";
import type { Incident } from "./incident";
import { listIncidents } from "./list-incidents";
import { isPaused, standingOf } from "./standing";

/** A host with its resources by verdict, how it stands, what was learned, and what people decided. The one shape for list, page and API. */
export type HostRow = ReturnType<typeof toRow>;

/** The rows of these hosts, in their order, known or not. Few queries, whatever their number. */
export async function loadHostRows(hosts: readonly string[], now: Date): Promise<HostRow[]> {
  const among = { host: { in: [...hosts] } };
  const [known, groups, rules, incidents] = await Promise.all([
    db.host.findMany({ where: among }),
    db.checkState.groupBy({ by: ["host", "verdict"], where: { ...among, isLive: true }, _count: { _all: true } }),
    db.hostRule.findMany({ where: { ...among, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] } }),
    listIncidents({ now, hosts }),
  ]);
  const names = await namesOf(known.flatMap(({ pausedById }) => pausedById ?? []));
  return hosts.map((host) => {
    const row = known.find((each) => each.host === host) ?? null;
    return toRow({
      host,
      row,
      counts: groups.flatMap((group) => (group.host === host ? [[group.verdict, group._count._all] as const] : [])),
      rule: rules.find((rule) => rule.host === host) ?? null,
      incident: incidents.find((incident) => incident.host === host) ?? null,
      pausedBy: row?.pausedById ? (names.get(row.pausedById) ?? null) : null,
      now,
    });
  });
}

type Parts = {
  host: string;
  row: Host | null;
  counts: readonly (readonly [Verdict, number])[];
  rule: HostRule | null;
  incident: Incident | null;
  pausedBy: string | null;
  now: Date;
};

function toRow({ host, row, counts, rule, incident, pausedBy, now }: Parts) {
  const byVerdict = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const [verdict, count] of counts) byVerdict[verdict] += count;
  const pause =
    row && isPaused(row, now)
      ? { at: row.pausedAt, until: row.pausedUntil, reason: row.pauseReason ?? "", by: pausedBy }
      : null;
  const wait = row?.notBefore && row.notBefore > now ? { until: row.notBefore, reason: row.notBeforeReason } : null;
  return {
    host,
    resources: { total: counts.reduce((sum, [, count]) => sum + count, 0), byVerdict },
    standing: standingOf(row, now),
    pause,
    wait,
    incident,
    rule,
    /** Nothing is asked before this; null: at once, or when the pause is lifted. */
    nextAt: nextAt(row, now),
    recentCount: row?.recentCount ?? 0,
    recentBlocked: row?.recentBlocked ?? 0,
    slowdownMs: row?.slowdownMs ?? 0,
    lastAskedAt: row?.lastAskedAt ?? null,
    lastStatus: row?.lastStatus ?? null,
    learned: {
      method: row?.learnedMethod ?? null,
      methodAt: row?.learnedMethodAt ?? null,
      crawlDelayMs: row?.crawlDelayMs ?? null,
      robotsState: row?.robotsState ?? null,
      robotsReadAt: row?.robotsReadAt ?? null,
      madeUpStatus: madeUpStatus(row),
      madeUpAt: row?.madeUpAt ?? null,
    },
  };
}

function nextAt(row: Host | null, now: Date): Date | null {
  if (row === null) return null;
  const pausedUntil = isPaused(row, now) ? row.pausedUntil : null;
  const times = [row.nextAt, row.notBefore, pausedUntil].map((at) => at?.getTime() ?? 0);
  const latest = Math.max(...times);
  return latest > now.getTime() ? new Date(latest) : null;
}

/** The code that it answers to an address that nobody has; null: not known. */
function madeUpStatus(row: Host | null): number | null {
  const answer = row?.madeUpAnswer;
  const hasStatus = typeof answer === "object" && answer !== null && !Array.isArray(answer) && "status" in answer;
  return hasStatus && typeof answer.status === "number" ? answer.status : null;
}

/** People and tokens by their ids, as they are called now. */
async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const among = { where: { id: { in: [...ids] } }, select: { id: true, name: true } };
  const found = await Promise.all([db.user.findMany(among), db.apiToken.findMany(among)]);
  return new Map(found.flat().map(({ id, name }) => [id, name]));
}
