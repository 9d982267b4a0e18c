const NAMES: Readonly<Record<string, string>> = {
  tick: "Start due schedules",
  "run-schedule": "Run a schedule",
  "plan-checks": "Plan checks",
  "check-host": "Check a host",
  "submit-snapshot": "Submit a snapshot",
  "poll-snapshots": "Read snapshot results",
  "resume-work": "Go on after a pause",
};

const APP = /^holdfast-/;
const CLEAN_UP = /-failure$/;

/** What a function does, by its id; what cleans up after a failed one says so. Of an unknown one its id, without the app's name. */
export function functionName(functionId: string): string {
  const id = functionId.replace(APP, "");
  const known = NAMES[id];
  if (known !== undefined) return known;
  const cleaned = NAMES[id.replace(CLEAN_UP, "")];
  return cleaned === undefined ? id : `${cleaned}: after it failed`;
}
