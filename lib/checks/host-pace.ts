import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/db";
import type { Gate } from "@/lib/remotes/probe-walk";
import { type GapSettings, hostGapMs } from "./host-gap";

/** A check that has begun waits so long for its second request: longer than any gap but one that a rule made. */
const LONGEST_SECOND_WAIT_MS = 150_000;

/** The answer of a gate: ask now, or not before that time. */
export type Turn = Awaited<ReturnType<Gate>>;

/** Slots are reserved for so long at a time: one write to the database for many fast requests, and a bearable wait for others who come by. */
const BLOCK_MS = 2_000;

/**
 * Keeps the gap at one host for the run that holds it: a request begins no sooner than the gap after the one before has been answered, so that
 * the host sees it, however late a busy machine sends. Slots are reserved in the row of the host, so that visitors of other runs (redirects
 * that lead here) find theirs between or after ours, whatever process they are in.
 */
export class HostPace {
  #hasAsked = false;
  #reservedUntil = 0;

  constructor(
    private readonly options: {
      host: string;
      /** Between an answer and the next request; read anew for each. */
      gapMs: () => number;
      /** No request before: what was reserved when the run began. */
      nextAt: Date;
      /** No request begins after this; the wait is told instead. */
      latest: Date;
      clock: () => Date;
    },
  ) {}

  /** Waits for the next slot. Called when the request before has been answered; `isWithinCheck` if that was of the same check. */
  async turn(isWithinCheck = false): Promise<Turn> {
    const { clock, nextAt } = this.options;
    const latest = isWithinCheck ? new Date(clock().getTime() + LONGEST_SECOND_WAIT_MS) : this.options.latest;
    const gapMs = this.options.gapMs();
    const now = clock().getTime();
    let at = this.#hasAsked ? now + gapMs : Math.max(now, nextAt.getTime());
    if (at > latest.getTime()) return { go: false, until: new Date(at) };
    if (gapMs > 0 && at + gapMs > this.#reservedUntil) {
      at = await this.#reserve(at, gapMs);
      if (at > latest.getTime()) return { go: false, until: new Date(at) };
    }
    // A timer may fire a millisecond early.
    for (let left = at - clock().getTime(); left > 0; left = at - clock().getTime()) await sleep(left);
    this.#hasAsked = true;
    return { go: true };
  }

  /** Nobody may ask before this; null if nothing was asked. Called when the last request has been answered. */
  restUntil(): Date | null {
    return this.#hasAsked ? new Date(this.options.clock().getTime() + this.options.gapMs()) : null;
  }

  /** Reserves the next slots from `at` on; gives the start of the first. */
  async #reserve(at: number, gapMs: number): Promise<number> {
    const slots = Math.max(1, Math.floor(BLOCK_MS / gapMs));
    // What we reserved and did not use is given up: it lies between `at` and what others have taken since.
    const [row] = await db.$queryRaw<{ nextAt: Date }[]>`
      UPDATE "Host" SET "nextAt" = GREATEST("nextAt", ${new Date(at)}) + ${slots * gapMs}::double precision * interval '1 millisecond'
      WHERE "host" = ${this.options.host} RETURNING "nextAt"`;
    this.#reservedUntil = row?.nextAt.getTime() ?? at + gapMs;
    return Math.max(at, this.#reservedUntil - slots * gapMs);
  }
}

/**
 * One slot at a host that another run may hold: for a redirect that leads there. The gap is that host's own. null, and nothing is reserved, if
 * the slot would be after `latest`, while the host is paused, and while it asked us to wait.
 */
export async function takeForeignSlot({
  host,
  settings,
  now,
  latest,
}: {
  host: string;
  settings: GapSettings;
  now: Date;
  latest: Date;
}): Promise<Date | null> {
  const [taken] = await db.$queryRaw<{ at: Date }[]>`
    WITH gap AS (
      SELECT ${hostGapMs(settings)} AS "ms"
      FROM (SELECT ${host}::text AS "host") wanted
      LEFT JOIN "Host" h ON h."host" = wanted."host"
      LEFT JOIN "HostRule" rule ON rule."host" = wanted."host" AND (rule."expiresAt" IS NULL OR rule."expiresAt" > ${now})
    )
    INSERT INTO "Host" AS h ("host", "nextAt") SELECT ${host}, ${now}::timestamptz + gap."ms" * interval '1 millisecond' FROM gap
    ON CONFLICT ("host") DO UPDATE SET "nextAt" = GREATEST(h."nextAt", ${now}) + (SELECT "ms" FROM gap) * interval '1 millisecond'
    WHERE h."nextAt" <= ${latest} AND (h."notBefore" IS NULL OR h."notBefore" <= ${now})
      AND (h."pausedAt" IS NULL OR h."pausedUntil" <= ${now})
    RETURNING h."nextAt" - (SELECT "ms" FROM gap) * interval '1 millisecond' AS "at"`;
  return taken?.at ?? null;
}
