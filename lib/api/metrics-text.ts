import { db } from "@/lib/db";
import { countVerdicts } from "@/lib/resources/count-verdicts";
import { SnapshotStatus } from "@/prisma/generated/enums";

type Sample = { labels?: Record<string, string>; value: number };
type Metric = { name: string; help: string; type: "gauge" | "counter"; samples: Sample[] };

/** Everything worth an alarm, in Prometheus' text format 0.0.4. Throws when the database doesn't answer. */
export async function readMetrics(now: Date): Promise<string> {
  const [verdicts, snapshots, checks] = await Promise.all([countVerdicts(), countSnapshots(), countChecks(now)]);
  return metricsText([
    gauge("holdfast_up", "1 while this process answers.", [{ value: 1 }]),
    gauge("process_start_time_seconds", "When this process began, Unix time.", [
      { value: Math.round(now.getTime() / 1_000 - process.uptime()) },
    ]),
    gauge("process_resident_memory_bytes", "Memory of this process.", [{ value: process.memoryUsage.rss() }]),
    gauge(
      "holdfast_resources",
      "Resources by verdict.",
      Object.entries(verdicts.byVerdict).map(([verdict, value]) => ({ labels: { verdict }, value })),
    ),
    gauge(
      "holdfast_snapshots",
      "Snapshots by status.",
      Object.values(SnapshotStatus).map((status) => ({ labels: { status }, value: snapshots.get(status) ?? 0 })),
    ),
    gauge("holdfast_checks_requested", "Resources that somebody wants checked now.", [{ value: checks.requested }]),
    gauge("holdfast_checks_due", "Resources whose scheduled check is due.", [{ value: checks.due }]),
    gauge("holdfast_hosts_at_work", "Hosts whose resources are being checked.", [{ value: checks.running }]),
  ]);
}

const gauge = (name: string, help: string, samples: Sample[]): Metric => ({ name, help, type: "gauge", samples });

/** Pure form: the text of these metrics. */
export function metricsText(metrics: Metric[]): string {
  const lines = metrics.flatMap(({ name, help, type, samples }) => [
    `# HELP ${name} ${help.replace(/\\/g, "\\\\").replace(/\n/g, "\\n")}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(({ labels = {}, value }) => `${name}${labelText(labels)} ${value}`),
  ]);
  return `${lines.join("\n")}\n`;
}

function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(
    ([key, value]) => `${key}="${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

async function countSnapshots(): Promise<Map<SnapshotStatus, number>> {
  const groups = await db.snapshot.groupBy({ by: ["status"], _count: { _all: true } });
  return new Map(groups.map(({ status, _count }) => [status, _count._all]));
}

async function countChecks(now: Date): Promise<{ requested: number; due: number; running: number }> {
  const [requested, due, running] = await Promise.all([
    db.checkState.count({ where: { isLive: true, checkRequestedAt: { not: null } } }),
    db.checkState.count({ where: { isLive: true, nextCheckAt: { lte: now } } }),
    db.host.count({ where: { leaseUntil: { gt: now } } }),
  ]);
  return { requested, due, running };
}
