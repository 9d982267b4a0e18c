import { db } from "@/lib/db";

/** Why a host is not asked now: a person paused it, it asked us to wait, or it does not answer. `until` null: until it is lifted. */
export type HostNotice = {
  kind: "paused" | "retry_after" | "rate_limited" | "no_answer";
  until: Date | null;
  reason: string | null;
};

/** What is going on at a host, for the pages of its resources. */
export async function findHostNotice({
  host,
  now,
}: {
  host: string;
  now: Date;
}): Promise<{ isAtWork: boolean; notice: HostNotice | null }> {
  const row = await db.host.findUnique({ where: { host } });
  if (!row) return { isAtWork: false, notice: null };
  return { isAtWork: row.leaseUntil !== null && row.leaseUntil > now, notice: hostNotice(row, now) };
}

/** The same of a row that is at hand. Pure. */
export function hostNotice(
  row: {
    pausedAt: Date | null;
    pausedUntil: Date | null;
    pauseReason: string | null;
    notBefore: Date | null;
    notBeforeReason: string | null;
  },
  now: Date,
): HostNotice | null {
  if (row.pausedAt && (row.pausedUntil === null || row.pausedUntil > now))
    return { kind: "paused", until: row.pausedUntil, reason: row.pauseReason };
  if (row.notBefore === null || row.notBefore <= now) return null;
  const kind = row.notBeforeReason;
  const known = kind === "retry_after" || kind === "no_answer" ? kind : "rate_limited";
  return { kind: known, until: row.notBefore, reason: null };
}
