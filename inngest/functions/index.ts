import type { InngestFunction } from "inngest";
import type { Settings } from "@/lib/settings/definitions";
import { checkHostFunction } from "./check-host";
import { planChecksFunction } from "./plan-checks";
import { pollSnapshotsFunction } from "./poll-snapshots";
import { resumeWorkFunction } from "./resume-work";
import { runScheduleFunction } from "./run-schedule";
import { submitSnapshotFunction } from "./submit-snapshot";
import { tickFunction } from "./tick";

/** Settings that are part of a function's registration: when one changes, the functions are registered anew. */
export const REGISTERED_SETTINGS = [
  "checks.parallelHosts",
  "snapshots.submitEverySeconds",
  "snapshots.parallelSubmissions",
] as const satisfies (keyof Settings)[];

/** Every function of Holdfast, with the limits that the settings give. */
export function functionsFor(settings: Settings): InngestFunction.Any[] {
  return [
    checkHostFunction(settings),
    planChecksFunction,
    submitSnapshotFunction(settings),
    pollSnapshotsFunction,
    resumeWorkFunction,
    runScheduleFunction,
    tickFunction,
  ];
}
