import type { LoggedRequest } from "@/sandbox/archive/entries";
import type { Instance } from "./instance";

type Sandbox = Pick<Instance, "sandboxUrl">;

/** Calls the sandbox's control interface; throws with its sentence when it refuses. */
export async function control(sandbox: Sandbox, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${sandbox.sandboxUrl}/__double/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${text}`);
  return JSON.parse(text);
}

/** An archive that works in tenths of seconds, with room enough that the product's own pace is what limits. */
export async function speedUpArchive(sandbox: Sandbox): Promise<void> {
  await control(sandbox, "PATCH", "config", {
    "spn.durationMs": 300,
    "spn.slotReleaseMs": 50,
    "spn.slots": 20,
    "spn.perMinute": 1_000,
    "spn.hostPerMinute": 1_000,
    "index.lagMs": 200,
    "cdx.perMinute": 10_000,
  });
}

/** The captures that were asked for, in the order of their arrival. */
export async function submissions(sandbox: Sandbox): Promise<LoggedRequest[]> {
  const all = (await control(sandbox, "GET", "requests?method=POST&path=/save")) as LoggedRequest[];
  return all.filter((request) => request.path === "/save" || request.path === "/save/");
}
