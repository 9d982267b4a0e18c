import { db } from "@/lib/db";
import type { Settings } from "@/lib/settings/definitions";
import { refreshAccount } from "./account-report";
import { paceClock } from "./pace-clock";

/** What is known of our account's slots at one moment. */
export type SlotFacts = {
  /** What the archive last said is free, less what has left since; null when it did not say. */
  freeSlots: number | null;
  /** Milliseconds since it was asked, and since the last submission; infinite for never. */
  reportAgeMs: number;
  quietMs: number;
  /** Our own count: submissions that wait for their answer, and jobs of which no end is known. */
  inFlight: number;
};

/**
 * `free`: a submission may leave. `full`: not now. `ask`: what is known is too old to tell. Pure.
 * The archive's word goes first. Its count lags behind, so a zero is not believed for ever: after `patienceMs` without a capture of ours,
 * a submission tells the truth. Where it says nothing, our own count against `slots` has to do.
 */
export function judgeSlots(
  { freeSlots, reportAgeMs, quietMs, inFlight }: SlotFacts,
  { slots, oftenMs, patienceMs }: { slots: number; oftenMs: number; patienceMs: number },
): "free" | "full" | "ask" {
  if (freeSlots !== null && freeSlots > 0) return "free";
  if (reportAgeMs >= oftenMs) return "ask";
  if (freeSlots === null) return inFlight < slots ? "free" : "full";
  return inFlight === 0 && quietMs >= patienceMs ? "free" : "full";
}

/** Whether our account has a free slot, asking the archive if need be: at most once in `snapshots.slotEverySeconds`, for all workers. */
export async function hasFreeSlot(settings: Settings): Promise<boolean> {
  const rules = {
    slots: settings["snapshots.slots"],
    oftenMs: settings["snapshots.slotEverySeconds"] * 1_000,
    patienceMs: settings["snapshots.slotPatienceSeconds"] * 1_000,
  };
  const known = judgeSlots(await readFacts(), rules);
  if (known !== "ask") return known === "free";
  const isAnswered = (await refreshAccount({ settings, now: new Date(), isForced: true })) === true;
  const facts = await readFacts();
  // The answer is of now, however long it took. Without one: as if the archive had said nothing, unless another worker has just heard something.
  const isKnown = isAnswered || facts.reportAgeMs < rules.oftenMs;
  return judgeSlots({ ...facts, reportAgeMs: 0, ...(isKnown ? {} : { freeSlots: null }) }, rules) === "free";
}

async function readFacts(): Promise<SlotFacts> {
  const now = paceClock().now();
  const [row] = await db.$queryRaw<SlotFacts[]>`
    SELECT l."freeSlots",
      COALESCE(extract(epoch FROM ${now} - l."reportedAt") * 1000, 'Infinity')::float8 AS "reportAgeMs",
      COALESCE(extract(epoch FROM ${now} - l."usedAt") * 1000, 'Infinity')::float8 AS "quietMs",
      (SELECT count(DISTINCT COALESCE("jobId", "id"))::int FROM "Snapshot"
       WHERE ("status" = 'submitting' AND "submittedAt" IS NOT NULL) OR ("status" = 'pending' AND "deadlineAt" > ${now})) AS "inFlight"
    FROM "Limiter" l WHERE l."key" = 'wayback.submit'`;
  const never = Number.POSITIVE_INFINITY;
  return row ?? { freeSlots: null, reportAgeMs: never, quietMs: never, inFlight: 0 };
}
