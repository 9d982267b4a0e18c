import { db } from "@/lib/db";
import { compareSketches } from "@/lib/remotes/probe-sketch";
import { findCaptures, getPlayback, sketchCapture, type WaybackCall } from "@/lib/remotes/wayback";
import type { Settings } from "@/lib/settings/definitions";
import { getSettings } from "@/lib/settings/get-settings";
import type { Snapshot } from "@/prisma/generated/client";
import { askIndex } from "./ask-index";
import { findStandingStop } from "./find-stop";
import { lookAfterSilence, type Proof, recordProof } from "./record-proof";

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
  const capturedAt = row.capturedAt ?? row.requestedAt;
  const url = /\/web\/\d+\/(.*)$/.exec(row.snapshotUrl ?? "")?.[1] ?? row.url;
  const answer = await askIndex(settings, (call) => findProof({ url, capturedAt }, call));
  if (answer.kind === "later") return "later";
  if (answer.kind === "silent") {
    // Says nothing about the capture: the same look again, a little later, but not for ever.
    const nextVerifyAt = lookAfterSilence(row.finishedAt ?? now, settings, now);
    await db.snapshot.updateMany({ where: { id: row.id, status: row.status }, data: { nextVerifyAt } });
    return "later";
  }
  // Of an excluded address nobody can see a capture; the next row is not concerned.
  const proof: Proof = answer.kind === "answered" ? answer.value : { isVisible: false };
  const similarity = proof.isVisible ? await findSimilarity(row, { url, capturedAt }, settings) : null;
  return recordProof({ row, proof, similarity, settings, now });
}

type Wanted = { url: string; capturedAt: Date };

/** The index first; playback when the index has nothing, as each has missed captures that the other showed. */
async function findProof({ url, capturedAt }: Wanted, call: WaybackCall): Promise<Proof> {
  const captures = await findCaptures({ url, from: capturedAt, to: capturedAt }, call);
  const exact = captures.find((capture) => capture.capturedAt.getTime() === capturedAt.getTime());
  if (exact) return { isVisible: true, httpStatus: exact.httpStatus };
  return getPlayback({ url, capturedAt }, call);
}

/**
 * How much the capture resembles the page that our last good check of that URL saw, 0..1. Looked at once; null where there is nothing to compare,
 * or playback does not show it yet.
 */
async function findSimilarity(row: Snapshot, wanted: Wanted, settings: Settings): Promise<number | null> {
  if (row.similarity !== null) return row.similarity;
  const seen = await db.checkState.findFirst({
    where: { resourceId: row.resourceId, urlVersion: row.urlVersion, bodySketch: { not: null } },
    select: { bodySketch: true },
  });
  if (!seen?.bodySketch) return null;
  const answer = await askIndex(settings, (call) => sketchCapture(wanted, call));
  const sketch = answer.kind === "answered" ? answer.value : null;
  return sketch && (compareSketches(seen.bodySketch, sketch)?.similarity ?? null);
}
