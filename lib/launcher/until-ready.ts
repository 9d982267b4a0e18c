import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors";

const READY_WITHIN_MS = 120_000;

type Wanted = { host: string; ports: readonly number[]; instance: string; signal: AbortSignal };

/**
 * Waits until each web app of this start answers that every part is well. Rejects when stopped, with a sentence when another Holdfast
 * answers in its place, and when two minutes are over.
 */
export async function untilReady({ host, ports, instance, signal }: Wanted): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  for (const port of ports) {
    const url = `http://${hostInUrl(host)}:${port}/api/health`;
    let last = "no answer";
    while (last !== "") {
      signal.throwIfAborted();
      if (Date.now() > deadline) throw tooLate(url, last);
      last = await ask(url, instance);
      if (last !== "") await sleep(100);
    }
  }
}

/** Empty when it is ours and well; else what it said. Throws when it is another one's. */
async function ask(url: string, instance: string): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const answering = response.headers.get("holdfast-instance");
  if (answering !== null && answering !== instance) {
    throw new AppError("CONFLICT", `Another Holdfast answers at ${new URL(url).host}; choose a port with --port.`);
  }
  const text = await response.text();
  return response.ok && answering === instance ? "" : text || `status ${response.status}`;
}

function hostInUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

function tooLate(url: string, last: string): AppError {
  const seconds = READY_WITHIN_MS / 1_000;
  return new AppError(
    "REMOTE_FAILED",
    `Holdfast did not become ready in ${seconds} s. The last word of ${url}: ${last}`,
  );
}
