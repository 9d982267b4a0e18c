import type { Core } from "./core";
import type { IncomingEvent } from "./incoming-event";
import { publishEvent } from "./publish-event";

/** Accepts events of a sender; resolves with their ids once they and the runs they start are durable. */
export type Acceptor = (events: IncomingEvent[]) => Promise<string[]>;

/**
 * Makes the acceptor. A key already seen in the last 24 h (an option) is not published again: its sender gets the first event's id.
 * Keys on their way to the journal are remembered here, so two equal requests at once make one event.
 */
export function createAcceptor(core: Core): Acceptor {
  const arriving = new Map<string, Promise<unknown>>();

  return async (events) => {
    const keys = events.flatMap(({ dedupeKey }) => dedupeKey ?? []);
    while (keys.some((key) => arriving.has(key)))
      await Promise.all(keys.map((key) => arriving.get(key)?.catch(() => undefined)));
    const accepted = accept(core, events, keys);
    for (const key of keys) arriving.set(key, accepted);
    try {
      return await accepted;
    } finally {
      for (const key of keys) arriving.delete(key);
    }
  };
}

async function accept(core: Core, events: IncomingEvent[], keys: string[]): Promise<string[]> {
  const seen = keys.length > 0 ? await findSeen(core, keys) : new Map<string, string>();
  const ids: string[] = [];
  const written = core.journal.write((batch) => {
    for (const { event, dedupeKey } of events) {
      const earlier = dedupeKey === null ? undefined : seen.get(dedupeKey);
      ids.push(earlier ?? event.id);
      if (earlier !== undefined) continue;
      if (dedupeKey !== null) {
        seen.set(dedupeKey, event.id);
        batch.seen.set(dedupeKey, { eventId: event.id, seenAt: event.receivedAt });
      }
      publishEvent(core, batch, event);
    }
  });
  await written;
  return ids;
}

async function findSeen(core: Core, keys: string[]): Promise<Map<string, string>> {
  const { rows } = await core.pool.query<{ key: string; event_id: string }>({
    name: "find_seen",
    text: "SELECT key, event_id FROM engine.seen_event WHERE key = ANY($1) AND seen_at > $2",
    values: [keys, core.clock() - core.options.dedupeMs],
  });
  return new Map(rows.map(({ key, event_id }) => [key, event_id]));
}
