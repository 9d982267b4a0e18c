import type { Audit } from "./audit";
import type { ArchiveControl, CaptureRequest } from "./control";
import type { Fault, Job, LoggedRequest, Run, TargetInput } from "./entries";
import type { FaultRequest } from "./faults";
import type { ArchiveSettings, SettingsPatch } from "./settings";

/**
 * The control interface of a fake archive that runs in another process; {@link ArchiveControl} is the same without the way between.
 * `controlUrl` ends in `/__double/`. Each call throws the interface's sentence when it is refused.
 */
export function controlClient(controlUrl: string) {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${text}`);
    return JSON.parse(text);
  };
  return {
    call,
    reset: (start: { seed?: number; settings?: SettingsPatch } = {}) => call("POST", "reset", start),
    clock: () => call("GET", "clock") as Promise<ReturnType<ArchiveControl["clock"]>>,
    advance: (ms: number) => call("POST", "clock", { advanceMs: ms }),
    setClock: (now: number | Date) => call("POST", "clock", { now: Number(now) }),
    setScale: (scale: number) => call("POST", "clock", { scale }),
    configure: (patch: SettingsPatch) => call("PATCH", "config", patch) as Promise<ArchiveSettings>,
    setTarget: (target: TargetInput) => call("POST", "targets", target),
    arm: (fault: FaultRequest) => call("POST", "faults", fault) as Promise<Fault>,
    disarm: (id = "") => call("DELETE", `faults/${id}`),
    addCapture: (capture: CaptureRequest) => call("POST", "captures", capture),
    jobs: () => call("GET", "jobs") as Promise<Job[]>,
    runs: () => call("GET", "runs") as Promise<Run[]>,
    audit: () => call("GET", "audit") as Promise<Audit>,
    requests: (wanted: { path?: string; method?: string; after?: number } = {}) => {
      const query = new URLSearchParams(Object.entries(wanted).map(([name, value]) => [name, String(value)]));
      return call("GET", `requests?${query}`) as Promise<LoggedRequest[]>;
    },
  };
}
