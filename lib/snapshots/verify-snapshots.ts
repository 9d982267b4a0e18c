import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { findCaptures, getPlayback } from "@/lib/remotes/wayback";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { Snapshot } from "@/prisma/generated/client";
import { findStandingStop } from "./find-stop";
import { acquireSlot } from "./limiter";
import { type Proof, recordProof } from "./record-proof";

export type VerifyResult = { looked: number; verified: number; lost: number; stop: string | null };

/** Looks whether captures whose time has come can be seen, oldest first, at the index's pace. Up to `limit` per call. */
export async function verifySnapshots({ now, limit }: { now: Date; limit: number }): Promise<VerifyResult> {
  const settings = await getSettings();
  const result: VerifyResult = { looked: 0, verified: 0, lost: 0, stop: findStandingStop(settings)?.sentence ?? null };
  if (result.stop) return result;
  const rows = await db.snapshot.findMany({
    where: { nextVerifyAt: { lte: now }, status: { in: ["success", "verified", "lost"] } },
    orderBy: [{ nextVerifyAt: "asc" }, { id: "asc" }],
    take: limit,
  });
  for (const row of rows) {
    const outcome = await verify(row, settings, now);
    if (outcome === "later") break;
    result.looked += 1;
    if (outcome === "verified") result.verified += 1;
    if (outcome === "lost") result.lost += 1;
  }
  return result;
}

async function verify(row: Snapshot, settings: Settings, now: Date): Promise<"verified" | "lost" | "unseen" | "later"> {
  const paceMs = settings["snapshots.lookupEverySeconds"] * 1_000;
  const slot = await acquireSlot("wayback.index", paceMs, paceMs + 1_000);
  if (!slot.isGranted) return "later";
  try {
    const proof = await findProof(row, settings);
    return await recordProof({ row, proof, settings, now });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // The archive has excluded the address: nobody can see the capture, and the next row is not concerned.
    if (error.code === "REMOTE_REFUSED") return recordProof({ row, proof: { isVisible: false }, settings, now });
    // Says nothing about the capture: the same look again, a little later.
    const at = new Date(now.getTime() + settings["snapshots.relookMinutes"] * 60_000);
    await db.snapshot.updateMany({ where: { id: row.id, status: row.status }, data: { nextVerifyAt: at } });
    return "later";
  }
}

/** The index first; playback when the index has nothing, as each has missed captures that the other showed. */
async function findProof(row: Snapshot, settings: Settings): Promise<Proof> {
  const capturedAt = row.capturedAt ?? row.requestedAt;
  const url = /\/web\/\d+\/(.*)$/.exec(row.snapshotUrl ?? "")?.[1] ?? row.url;
  const call = { timeoutMs: settings["snapshots.requestTimeoutMs"], contact: settings["checks.contact"] };
  const captures = await findCaptures({ url, from: capturedAt, to: capturedAt }, call);
  const exact = captures.find((capture) => capture.capturedAt.getTime() === capturedAt.getTime());
  if (exact) return { isVisible: true, httpStatus: exact.httpStatus };
  return getPlayback({ url, capturedAt }, call);
}
