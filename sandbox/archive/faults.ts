import { randomUUID } from "node:crypto";
import { draw } from "../random";
import type { Fault } from "./entries";
import type { ArchiveState } from "./state";

/** A fault of the catalogue: what it does once armed, and the numbers it takes. */
interface FaultKind {
  /** Its number in the list of troubles known from the public service. */
  id: string;
  does: string;
  options: Record<string, number>;
}

/** Every fault that can be armed, by name. */
export const FAULTS = {
  "post-429": { id: "F01", does: "POST /save is answered 429 HTML; nothing is started.", options: {} },
  "post-429-retry-after": { id: "F02", does: "The same with a Retry-After header.", options: { seconds: 300 } },
  "post-429-with-job": { id: "F03", does: "429 whose JSON body names a job that was started.", options: {} },
  "post-5xx": { id: "F04", does: "POST /save fails with an HTML page; nothing is started.", options: { status: 502 } },
  "post-5xx-captured": { id: "F05", does: "The same, but the job was started.", options: { status: 520 } },
  "post-cut": { id: "F06", does: "The connection is cut without an answer; nothing is started.", options: {} },
  "post-cut-captured": { id: "F06", does: "The same, but the job was started.", options: {} },
  "connection-cut": {
    id: "F07",
    does: "Any request (not the control interface) is cut without an answer.",
    options: {},
  },
  "get-5xx-captured": { id: "F08", does: "GET /save/<url> fails although it captures.", options: { status: 523 } },
  "html-answer": { id: "F09", does: "Any JSON path answers 200 with an HTML page.", options: {} },
  "message-only": { id: "F10", does: "A status answer is an object with nothing but `message`.", options: {} },
  "unauthorised-once": { id: "F11", does: "401 although the keys are good.", options: {} },
  "lost-job": { id: "F13", does: "The job never leaves pending.", options: {} },
  "delayed-start": { id: "F14", does: "The job starts later; the answer says so.", options: { delayMs: 5_640_000 } },
  "forgotten-job": { id: "F15", does: "The job's result is forgotten soon after its end.", options: { afterMs: 0 } },
  "success-flips": {
    id: "F16",
    does: "A success later reads `error:no-captures`; its capture stays.",
    options: { afterMs: 60_000 },
  },
  "error-but-captured": { id: "F17", does: "The job ends in `error:job-failed`; a capture exists.", options: {} },
  "never-visible": { id: "F18", does: "A success whose capture no reader ever shows.", options: {} },
  "vanishing-capture": { id: "F19", does: "The capture is shown, then gone.", options: { afterMs: 61_200_000 } },
  "no-timestamp": { id: "F20", does: "A success without `timestamp`.", options: {} },
  "truncated-url": { id: "F21", does: "`original_url` is a bare path.", options: {} },
  "unknown-code": { id: "F23", does: "The job ends with a code nobody documented.", options: {} },
  "no-captures": { id: "F24", does: "The job ends in `error:no-captures` although the page is fine.", options: {} },
  "url-used-up": { id: "F25", does: "Others have used the URL's captures of the day.", options: {} },
  "slots-taken": { id: "F26", does: "`/save/status/user` says 0 available.", options: {} },
  "batch-lacks-ids": { id: "F27", does: "A batch answer leaves out every other job.", options: {} },
  "cdx-504": { id: "F29", does: "The index answers 504.", options: {} },
  "cdx-blind": { id: "F29", does: "The index finds nothing although it has the capture.", options: {} },
  "availability-429": { id: "F30", does: "/wayback/available answers 429.", options: {} },
  "late-index": {
    id: "L01",
    does: "The capture is seen later than usual by every reader.",
    options: { delayMs: 3_600_000 },
  },
} satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof FAULTS;

export interface FaultRequest {
  name: string;
  /** How often it strikes; null is without end. Default 1. */
  count?: number | null;
  /** Part of the URL it is meant for, or a pattern with `*`; of the path where no URL is known. Default any. */
  url?: string | null;
  /** 0 to 1; default 1. Drawn by the seed. */
  probability?: number;
  options?: Record<string, number>;
}

/** The fault ready to be recorded. Throws a sentence for a name or an option that the catalogue lacks. */
export function makeFault(request: FaultRequest): Fault {
  const kind = findKind(request.name);
  const unknown = Object.keys(request.options ?? {}).filter((option) => !(option in kind.options));
  if (unknown.length > 0) throw new Error(`The fault ${request.name} has no option ${unknown.join(", ")}.`);
  return {
    id: randomUUID(),
    name: request.name,
    remaining: request.count === undefined ? 1 : request.count,
    url: request.url ?? null,
    probability: request.probability ?? 1,
    options: { ...kind.options, ...request.options },
    struck: 0,
    considered: 0,
  };
}

function findKind(name: string): FaultKind {
  const kinds: Record<string, FaultKind> = FAULTS;
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind) return kind;
  throw new Error(`There is no fault called "${name}". Known are: ${Object.keys(FAULTS).join(", ")}.`);
}

/** The options of an armed fault that strikes now, or null. A strike is used up by asking. */
export function strike(state: ArchiveState, name: FaultName, url: string): Record<string, number> | null {
  for (const fault of state.faults.values()) {
    if (fault.name !== name || fault.remaining === 0) continue;
    if (fault.url !== null && !matchesPattern(url, fault.url)) continue;
    const considered = fault.considered + 1;
    const isHit = draw(state.seed, "fault", fault.name, considered) < fault.probability;
    const remaining = isHit && fault.remaining !== null ? fault.remaining - 1 : fault.remaining;
    const struck = fault.struck + (isHit ? 1 : 0);
    state.record({ kind: "fault", fault: { ...fault, considered, remaining, struck } });
    if (isHit) return fault.options;
  }
  return null;
}

/** Without `*` a part of the text, with it the whole text. */
export function matchesPattern(text: string, pattern: string): boolean {
  if (!pattern.includes("*")) return text.includes(pattern);
  const source = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`).test(text);
}
