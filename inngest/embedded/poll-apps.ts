import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import type { Core } from "./core";
import { signBody } from "./signature";

/** A poll that has no answer by then is made again. */
const POLL_TIMEOUT_MS = 10_000;

/** Asks every configured app, again and again, to register its functions. Returns what stops it. */
export function pollApps(currentCore: () => Core | null, options: Core["options"], log: Core["log"]): () => void {
  const stop = new AbortController();
  for (const url of options.appUrls) void pollOne({ url, currentCore, options, log, signal: stop.signal });
  return () => stop.abort();
}

async function pollOne(poll: {
  url: string;
  currentCore: () => Core | null;
  options: Core["options"];
  log: Core["log"];
  signal: AbortSignal;
}): Promise<void> {
  const { url, currentCore, options, log, signal } = poll;
  let lastProblem: string | null = null;
  while (!signal.aborted) {
    const core = currentCore();
    // Counted before, so that an address found dead meanwhile is noticed.
    const downs = core?.apps.downCount();
    const problem = core ? await askToRegister(core, url) : "";
    if (problem && problem !== lastProblem && !signal.aborted) log.warn({ url, problem }, "an app did not register");
    lastProblem = problem;
    // An app that is down is asked at the quick pace; and at once when an address dies or the engine starts anew.
    const pauseMs = problem === null ? options.pollMs : options.pollDownMs;
    for (let waited = 0; waited < pauseMs && !signal.aborted; waited += options.pollDownMs) {
      await sleep(options.pollDownMs, undefined, { signal }).catch(() => undefined);
      if (core !== currentCore() || core?.apps.downCount() !== downs) break;
    }
  }
}

/** One PUT, upon which the app calls /fn/register. Null = done, else what went wrong. */
async function askToRegister(core: Core, url: string): Promise<string | null> {
  const headers = {
    "content-type": "application/json",
    "x-inngest-signature": signBody({ canonicalBody: "{}", signingKey: core.options.signingKey, now: core.clock() }),
  };
  try {
    const { statusCode, body } = await request(url, {
      method: "PUT",
      headers,
      body: "{}",
      headersTimeout: POLL_TIMEOUT_MS,
      bodyTimeout: POLL_TIMEOUT_MS,
    });
    const text = await body.text();
    return statusCode === 200 ? null : `It answered ${statusCode}: ${text.slice(0, 300)}`;
  } catch (error) {
    return `It could not be reached: ${error instanceof Error ? error.message || error.name : String(error)}`;
  }
}
