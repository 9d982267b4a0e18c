import type { ArchiveSettings } from "./settings";

const MINUTE_MS = 60_000;

interface Visitor {
  served: number[];
  /** Since when refusals are ignored; null while there is none. */
  refusedSince: number | null;
  closedUntil: number;
  timesClosed: number;
}

/** The pace of the index by address: above it 429; who goes on for too long finds the door closed, twice as long each time. */
export class CdxGate {
  readonly #visitors = new Map<string, Visitor>();

  ask(address: string, now: number, settings: ArchiveSettings["cdx"]): "open" | "too-many" | "closed" {
    const known = this.#visitors.get(address);
    const visitor = known ?? { served: [], refusedSince: null, closedUntil: 0, timesClosed: 0 };
    this.#visitors.set(address, visitor);
    if (now < visitor.closedUntil) return "closed";
    visitor.served = visitor.served.filter((at) => at > now - MINUTE_MS);
    if (visitor.served.length < settings.perMinute) {
      visitor.served.push(now);
      visitor.refusedSince = null;
      return "open";
    }
    visitor.refusedSince ??= now;
    if (now - visitor.refusedSince <= settings.blockAfterMs) return "too-many";
    visitor.closedUntil = now + settings.blockMs * 2 ** visitor.timesClosed;
    visitor.timesClosed += 1;
    visitor.refusedSince = null;
    return "closed";
  }

  clear(): void {
    this.#visitors.clear();
  }
}
