import { jobIdOf, normaliseUrl, urlKey } from "./archive-url";
import type { LoggedRequest, Run } from "./entries";

const MINUTE_MS = 60_000;

/** What a log says of a client's manners, for tests to hold against the limits. */
export interface Audit {
  /** By access key. */
  accounts: Record<string, AccountAudit>;
  /** New captures by URL, and of those by UTC day, over all keys; outlinks included. */
  urls: Record<string, { captures: number; byDay: Record<string, number> }>;
  /** Submissions of a URL that was submitted before, with no look-up of it in between. */
  blindRepeats: { url: string; number: number; previous: number; afterMs: number }[];
  /** Answers to submissions, by outcome; where a fault or a lost connection stood in the way, by status. */
  outcomes: Record<string, number>;
}

export interface AccountAudit {
  submissions: number;
  /** Most that arrived in any 60 s of the archive's clock. */
  mostInMinute: number;
  /** Most slots taken at once; a slot is taken until its late release. */
  mostSlots: number;
  /** Share of the time between the first and the last capture's start in which each number of slots was taken. */
  slotShares: Record<string, number>;
  refused429: number;
}

/** Reads pace, slots, days and repetitions off a request log (oldest first) and the captures that were begun. */
export function auditLog(requests: readonly LoggedRequest[], runs: readonly Run[]): Audit {
  const submissions = requests.filter(isSubmission);
  const keys = new Set([...submissions.map(keyOf), ...runs.map(({ accessKey }) => accessKey)]);
  const accounts = [...keys].map((key): [string, AccountAudit] => {
    const own = submissions.filter((request) => keyOf(request) === key);
    const { most, shares } = slotUse(runs.filter(({ accessKey }) => accessKey === key));
    return [
      key,
      {
        submissions: own.length,
        mostInMinute: mostWithin(own.map(({ arrivedAt }) => arrivedAt)),
        mostSlots: most,
        slotShares: shares,
        refused429: own.filter(({ status }) => status === 429).length,
      },
    ];
  });
  return {
    accounts: Object.fromEntries(accounts),
    urls: capturesByUrl(runs),
    blindRepeats: findBlindRepeats(requests),
    outcomes: countBy(submissions, ({ outcome, status }) => outcome ?? String(status)),
  };
}

function isSubmission({ method, path }: LoggedRequest): boolean {
  if (method === "POST") return path === "/save" || path === "/save/";
  return method === "GET" && path.startsWith("/save/") && !path.startsWith("/save/status");
}

/** The access key as the log shows it; those without are one. */
function keyOf({ headers }: LoggedRequest): string {
  return /^LOW ([^:\s]+):/.exec(headers.authorization ?? "")?.[1] ?? "anonymous";
}

/** Most of these instants that lie within any 60 s. Instants a whole minute apart do not. */
export function mostWithin(instants: readonly number[], spanMs = MINUTE_MS): number {
  const sorted = [...instants].sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  sorted.forEach((at, index) => {
    while ((sorted[first] ?? at) <= at - spanMs) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

function slotUse(runs: readonly Run[]): { most: number; shares: Record<string, number> } {
  // At one instant what is freed goes before what is taken.
  const steps = runs
    .flatMap(({ takenAt, freeAt }) => [
      { at: takenAt, change: 1 },
      { at: freeAt, change: -1 },
    ])
    .sort((a, b) => a.at - b.at || a.change - b.change);
  const end = Math.max(...runs.map(({ takenAt }) => takenAt));
  const start = steps[0]?.at ?? end;
  const times = new Map<number, number>();
  let taken = 0;
  let most = 0;
  steps.forEach(({ at, change }, index) => {
    taken += change;
    most = Math.max(most, taken);
    const lasts = Math.min(steps[index + 1]?.at ?? end, end) - at;
    if (lasts > 0) times.set(taken, (times.get(taken) ?? 0) + lasts);
  });
  const total = Math.max(end - start, 1);
  return { most, shares: Object.fromEntries([...times].map(([slots, ms]) => [slots, ms / total])) };
}

function capturesByUrl(runs: readonly Run[]): Audit["urls"] {
  const urls: Audit["urls"] = {};
  for (const { normalUrl, at } of runs) {
    const entry = urls[normalUrl] ?? { captures: 0, byDay: {} };
    const day = new Date(at).toISOString().slice(0, 10);
    urls[normalUrl] = {
      captures: entry.captures + 1,
      byDay: { ...entry.byDay, [day]: (entry.byDay[day] ?? 0) + 1 },
    };
  }
  return urls;
}

/** Whether the client knew that nothing was started: refused in words, by 401, or by 429 without a job. */
function isSettled({ status, outcome }: LoggedRequest): boolean {
  if (outcome === null) return status === 400 || status === 401 || status === 429;
  const isRefused = outcome === "too many" || outcome.startsWith("refused");
  return isRefused && status !== null && status > 0 && status < 500;
}

function findBlindRepeats(requests: readonly LoggedRequest[]): Audit["blindRepeats"] {
  const open = new Map<string, LoggedRequest>();
  const idsByKey = new Map<string, Set<string>>();
  const found: Audit["blindRepeats"] = [];
  for (const request of requests) {
    const url = isSubmission(request) ? submittedUrl(request) : null;
    if (url === null) {
      for (const name of lookedUp(request)) for (const id of idsByKey.get(name) ?? [name]) open.delete(id);
      continue;
    }
    const id = jobIdOf(url);
    const previous = open.get(id);
    const { number, arrivedAt } = request;
    if (previous) found.push({ url, number, previous: previous.number, afterMs: arrivedAt - previous.arrivedAt });
    if (isSettled(request)) open.delete(id);
    else open.set(id, request);
    idsByKey.set(urlKey(url), (idsByKey.get(urlKey(url)) ?? new Set()).add(id));
  }
  return found;
}

function submittedUrl({ method, path, query, form }: LoggedRequest): string | null {
  if (method === "POST") return normaliseUrl(form.url ?? "");
  return normaliseUrl(`${path.slice("/save/".length)}${query === "" ? "" : `?${query}`}`);
}

/** What an answered request looked up: ids of jobs, or keys of the index for what it asked index, availability or playback. */
function lookedUp({ status, path, query, form }: LoggedRequest): string[] {
  if (status !== 200 && !(path.startsWith("/web/") && status !== null && status > 0 && status < 429)) return [];
  const ids = [form.job_id, form.job_ids].flatMap((text) => (text ?? "").split(",")).map((id) => id.trim());
  const [, inPath] = /^\/web\/\d+(?:[a-z]{2}_)?\/(.+)$/.exec(path) ?? [];
  const urls = [new URLSearchParams(query).get("url"), inPath].flatMap((url) => normaliseUrl(url ?? "") ?? []);
  return [...ids, path.split("/").at(-1) ?? "", ...urls.map(urlKey)].filter(Boolean);
}

function countBy<T>(list: readonly T[], label: (one: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of list) counts[label(one)] = (counts[label(one)] ?? 0) + 1;
  return counts;
}
