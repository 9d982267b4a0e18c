import { makeAccount } from "./accounts";
import { ArchiveControl } from "./control";
import { statusOf } from "./job-status";
import { Journal } from "./journal";
import { readSaveOptions } from "./save-form";
import { submit } from "./save-rules";
import { readSettings, type SettingsPatch } from "./settings";
import { ArchiveState, type InitialState } from "./state";

/** A Wednesday morning, long before the end of its UTC day. */
export const MORNING = Date.UTC(2026, 8, 16, 8, 0, 0);

/**
 * The job machine without HTTP, on a clock that stands until it is advanced: captures take 20 s and free their slot 5 s later,
 * unless `settings` says otherwise. For the sandbox's own tests.
 */
export function freshArchive(settings: SettingsPatch = {}, { seed = 1, now = MORNING } = {}) {
  const initial = (): InitialState => ({
    seed,
    settings: readSettings({
      "spn.durationMs": 20_000,
      "spn.slotReleaseMs": 5_000,
      "spn.perMinute": 1000,
      ...settings,
    }),
    accounts: ["one", "two"].map((accessKey) => makeAccount({ accessKey, secretKey: "secret" })),
    clock: { virtualMs: now, realMs: Date.now(), scale: 0 },
  });
  const state = new ArchiveState(new Journal(null), initial());
  const control = new ArchiveControl(state, initial);
  return {
    state,
    control,
    /** Submits with a form's fields, as `accessKey`. */
    save: (url: string, fields: Record<string, string> = {}, accessKey = "one") => {
      const form = new URLSearchParams(fields);
      const wish = {
        url,
        accessKey,
        now: state.clock.now(),
        options: readSaveOptions(form),
        ifNotArchivedWithin: form.get("if_not_archived_within"),
        wantsMail: form.get("email_result") === "1",
      };
      return submit(state, wish, () => null);
    },
    /** The job's status now; null when nobody remembers it. */
    status: (jobId: unknown) => {
      const job = state.jobs.get(String(jobId));
      return job ? statusOf(job, state.clock.now()) : null;
    },
  };
}

/** The job id of a decision, wherever it stands. */
export function jobIdIn(decision: ReturnType<typeof submit>): unknown {
  if (decision.kind === "accepted") return decision.jobId;
  return decision.kind === "repeated" ? decision.body.job_id : undefined;
}
