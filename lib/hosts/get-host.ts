import { type HostGap, hostGap } from "@/lib/checks/host-gap";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { getSettings } from "@/lib/settings/get-settings";
import { type HostRow, loadHostRows } from "./host-rows";
import { HostName } from "./input";

export type HostDetail = HostRow & { gap: HostGap };

/**
 * One host, in any case of its letters: it has resources, was asked, or somebody decided something for it. Throws NOT_FOUND.
 */
export async function getHost({ host: typed, now }: { host: string; now: Date }): Promise<HostDetail> {
  const parsed = HostName.safeParse(typed);
  const host = parsed.success ? parsed.data : "";
  const [isKnown, [row], settings] = await Promise.all([
    db.host.findUnique({ where: { host }, select: { host: true } }),
    loadHostRows([host], now),
    getSettings(),
  ]);
  if (!row || (!isKnown && row.resources.total === 0 && row.rule === null)) throw noSuchHost(typed);
  const gap = hostGap({
    ruleMs: row.rule?.intervalMs ?? null,
    settingMs: settings["checks.hostIntervalMs"],
    crawlDelayMs: row.learned.crawlDelayMs,
    maxCrawlDelayMs: settings["checks.maxCrawlDelaySeconds"] * 1_000,
    slowdownMs: row.slowdownMs,
  });
  return { ...row, gap };
}

export function noSuchHost(host: string): AppError {
  return new AppError("NOT_FOUND", `No resource is at a host named “${host.slice(0, 100)}”.`);
}
