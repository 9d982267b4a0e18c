import type { announce } from "@/inngest/client";
import type { Call } from "./frame";

/**
 * Sends events from the command line; says so when the engine can't be reached. The client reads its address when it is loaded, so it is
 * loaded after the connection is known.
 */
export async function announceFromCli({ say }: Call, events: Parameters<typeof announce>[0]): Promise<boolean> {
  const client = await import("@/inngest/client");
  const { isStarted } = await client.announce(events);
  if (!isStarted) say("Stored. The engine can't be reached; it starts when the engine is back.");
  return isStarted;
}
