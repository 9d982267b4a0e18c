import type { Visitor } from "./entries";
import type { ArchiveSettings } from "./settings";
import type { ArchiveState } from "./state";

const MINUTE_MS = 60_000;

export type Verdict = "open" | "too-many" | "closed";

/**
 * The pace of the index by address: above it 429. Who is refused again and again without a minute's pause, for longer than
 * `cdx.blockAfterMs`, finds the door closed, twice as long each time.
 */
export function askGate(state: ArchiveState, address: string, now: number): Verdict {
  const fresh = { address, served: [], refusedSince: null, refusedLast: null, closedUntil: 0, timesClosed: 0 };
  const [verdict, visitor] = decide(state.visitors.get(address) ?? fresh, now, state.settings.cdx);
  if (verdict !== "closed" || visitor.closedUntil !== state.visitors.get(address)?.closedUntil) {
    state.record({ kind: "visitor", visitor });
  }
  return verdict;
}

/** Whether an address is shut out of the whole archive at a time. */
export function isShutOut(state: ArchiveState, address: string, now: number): boolean {
  return now < (state.visitors.get(address)?.closedUntil ?? 0);
}

function decide(visitor: Visitor, now: number, settings: ArchiveSettings["cdx"]): [Verdict, Visitor] {
  if (now < visitor.closedUntil) return ["closed", visitor];
  const served = visitor.served.filter((at) => at > now - MINUTE_MS);
  if (served.length < settings.perMinute) return ["open", { ...visitor, served: [...served, now] }];
  const hasPaused = visitor.refusedLast === null || now - visitor.refusedLast >= MINUTE_MS;
  const refusedSince = hasPaused ? now : (visitor.refusedSince ?? now);
  if (now - refusedSince <= settings.blockAfterMs) {
    return ["too-many", { ...visitor, served, refusedSince, refusedLast: now }];
  }
  const closedUntil = now + settings.blockMs * 2 ** visitor.timesClosed;
  const timesClosed = visitor.timesClosed + 1;
  return ["closed", { ...visitor, served, refusedSince: null, refusedLast: null, closedUntil, timesClosed }];
}
