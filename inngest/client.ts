import { Inngest } from "inngest";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** The one client. Keys and server come from the environment; the embedded engine and a real server are the same to it. */
export const inngest = new Inngest({
  id: "holdfast",
  // The embedded engine does without the checkpoint calls; a real server keeps the SDK's default.
  ...(env().HOLDFAST_EMBEDDED_ENGINE ? { checkpointing: false } : {}),
  logger: log,
});

type Sendable = Parameters<typeof inngest.send>[0];

/** How long a person waits for the engine before they are told that their work is stored. */
const ANNOUNCE_WITHIN_MS = 3_000;

/**
 * Sends events for work that is already stored. When the engine can't be reached the work isn't lost, the sweep takes it later:
 * `isStarted` is false, and the person is told so. A send that was too slow for them may still arrive; starting twice is harmless.
 */
export async function announce(events: Sendable): Promise<{ isStarted: boolean }> {
  if (Array.isArray(events) && events.length === 0) return { isStarted: true };
  const sent = inngest.send(events).then(
    () => true,
    (error: unknown) => {
      log.warn({ err: error }, "The engine can't be reached: the work is stored and starts when it is back.");
      return false;
    },
  );
  const tooSlow = new Promise<false>((resolve) => setTimeout(resolve, ANNOUNCE_WITHIN_MS, false).unref());
  return { isStarted: await Promise.race([sent, tooSlow]) };
}
