import { db } from "@/lib/db";
import { getSettings } from "@/lib/settings/get-settings";
import { findStop } from "./find-stop";

/**
 * Whether the keys for the archive are refused or missing, and how many snapshots wait; null when that is not what holds them up. A pause or
 * switch of people's own comes first: then nobody knows.
 */
export async function findKeysTrouble({ now }: { now: Date }) {
  const stop = await findStop(await getSettings(), now);
  const code = stop?.code;
  if (code !== "unauthorised" && code !== "keys_missing") return null;
  const waitingCount = await db.snapshot.count({ where: { status: "queued" } });
  return { code, waitingCount } as const;
}
