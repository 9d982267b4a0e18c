import { draw } from "../random";
import type { Fault } from "./entries";
import { type FaultName, findFaultKind } from "./fault-catalogue";
import type { ArchiveState } from "./state";

export interface FaultRequest {
  name: string;
  /** How often it strikes; null is without end. Default 1, and null where `forMs` is given. */
  count?: number | null;
  /** Part of the URL it is meant for or of the request's path, or a pattern with `*`. Default any. */
  url?: string | null;
  /** 0 to 1; default 1. Drawn by the seed. */
  probability?: number;
  /** It strikes only so long after it was armed, in ms of the archive's clock. Default without end. */
  forMs?: number;
  /** It strikes only from so long after it was armed. Default 0. */
  afterMs?: number;
  options?: Record<string, number | string>;
}

/** The fault ready to be recorded. Throws a sentence for a name or an option that the catalogue lacks. */
export function makeFault(state: ArchiveState, request: FaultRequest): Fault {
  const kind = findFaultKind(request.name);
  for (const [option, value] of Object.entries(request.options ?? {})) {
    if (!Object.hasOwn(kind.options, option)) throw new Error(`The fault ${request.name} has no option ${option}.`);
    const wanted = typeof kind.options[option];
    if (typeof value !== wanted) throw new Error(`The option ${option} of ${request.name} must be a ${wanted}.`);
  }
  const from = state.clock.now() + (request.afterMs ?? 0);
  const endless = request.forMs === undefined ? 1 : null;
  return {
    id: `fault-${nextNumber(state)}`,
    name: request.name,
    remaining: request.count === undefined ? endless : request.count,
    url: request.url ?? null,
    probability: request.probability ?? 1,
    from,
    until: request.forMs === undefined ? null : from + request.forMs,
    options: { ...kind.options, ...request.options },
    struck: 0,
    considered: 0,
  };
}

function nextNumber(state: ArchiveState): number {
  const numbers = [...state.faults.keys()].map((id) => Number(id.replace(/\D/g, "")) || 0);
  return Math.max(0, ...numbers) + 1;
}

/** What a fault that struck was armed with. */
export interface Strike {
  number: (option: string) => number;
  text: (option: string) => string;
}

/**
 * The fault of this name that strikes now, or null. `subjects` are what its URL is held against: the URL that a request is
 * about, its path. A strike is used up by asking.
 */
export function strike(state: ArchiveState, name: FaultName, ...subjects: string[]): Strike | null {
  if (state.faults.size === 0) return null;
  for (const fault of state.faults.values()) {
    if (fault.name !== name || !isActive(fault, state.clock.now())) continue;
    const { url } = fault;
    if (url !== null && !subjects.some((subject) => matchesPattern(subject, url))) continue;
    const considered = fault.considered + 1;
    const isHit = draw(state.seed, "fault", fault.name, considered) < fault.probability;
    const remaining = isHit && fault.remaining !== null ? fault.remaining - 1 : fault.remaining;
    const struck = fault.struck + (isHit ? 1 : 0);
    state.record({ kind: "fault", fault: { ...fault, considered, remaining, struck } });
    if (!isHit) continue;
    state.strikes.push(name);
    const { options } = fault;
    return {
      number: (option) => Number(options[option] ?? 0),
      text: (option) => String(options[option] ?? ""),
    };
  }
  return null;
}

/** Whether a fault may still strike at a time. */
export function isActive({ remaining, from, until }: Fault, now: number): boolean {
  return remaining !== 0 && now >= from && (until === null || now < until);
}

/** Without `*` a part of the text, with it the whole text. */
export function matchesPattern(text: string, pattern: string): boolean {
  if (!pattern.includes("*")) return text.includes(pattern);
  const source = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`).test(text);
}
