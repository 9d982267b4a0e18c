import { announce } from "@/inngest/client";
import { snapshotRequested } from "@/inngest/events";
import { getSettings } from "@/lib/settings/get-settings";

type Tell = (notice: string) => void;

/** Sends the events of work that is stored already; when the engine is away or all is paused, the person is told that it starts later. */
export async function announceOrTell(events: Parameters<typeof announce>[0], tell: Tell): Promise<void> {
  const { isStarted } = await announce(events);
  if (!isStarted) return tell("Stored. It starts as soon as the engine is back.");
  const settings = await getSettings();
  if (settings["traffic.isPaused"]) tell("Stored. It waits until the pause of all outgoing traffic is lifted.");
}

/** The same for one queued snapshot. */
export function announceSnapshot(queued: { snapshotId: string; priority: number }, tell: Tell): Promise<void> {
  const { snapshotId, priority } = queued;
  return announceOrTell(snapshotRequested.create({ snapshotId, priority }), tell);
}
