/** A fault that can be armed: what it does, and what it takes. */
export interface FaultKind {
  /** Its number in the list of troubles known from the public service. */
  id: string;
  does: string;
  /** Numbers or words with their defaults; durations in ms of the archive's clock unless the sentence says otherwise. */
  options: Record<string, number | string>;
}

/** Every fault, by name. F12 can also be had for one account: revoke its keys. */
export const FAULTS = {
  "post-429": { id: "F01", does: "POST /save is answered 429 HTML; nothing is started.", options: {} },
  "post-429-retry-after": { id: "F02", does: "The same with a Retry-After header.", options: { seconds: 300 } },
  "post-429-with-job": { id: "F03", does: "429 whose JSON body names a job that was started.", options: {} },
  "post-5xx": { id: "F04", does: "POST /save fails with an HTML page; nothing is started.", options: { status: 502 } },
  "post-5xx-captured": { id: "F05", does: "The same, but the job was started.", options: { status: 520 } },
  "post-cut": { id: "F06", does: "The connection is cut without an answer; nothing is started.", options: {} },
  "post-cut-captured": { id: "F06", does: "The same, but the job was started.", options: {} },
  "post-hangs": { id: "F06", does: "No answer comes until the client gives up; nothing is started.", options: {} },
  "post-hangs-captured": { id: "F06", does: "The same, but the job was started.", options: {} },
  "connection-cut": {
    id: "F07",
    does: "Any request (not the control interface) is read and cut without an answer.",
    options: {},
  },
  "connection-refused": {
    id: "F07",
    does: "Nobody listens on the archive's port; the control port goes on. Takes forMs or disarming, not a count, a URL or a probability.",
    options: {},
  },
  "get-5xx-captured": { id: "F08", does: "GET /save/<url> fails although it captures.", options: { status: 523 } },
  "html-answer": { id: "F09", does: "Any JSON path answers 200 with an HTML page.", options: {} },
  "html-answer-captured": {
    id: "F09",
    does: "POST /save answers 200 with an HTML page; the job was started.",
    options: {},
  },
  "message-only": { id: "F10", does: "A status answer is an object with nothing but `message`.", options: {} },
  "unauthorised-once": { id: "F11", does: "401 although the keys are good.", options: {} },
  "keys-revoked": { id: "F12", does: "401 for all keys from now on; arm it with count null.", options: {} },
  "lost-job": { id: "F13", does: "The job never leaves pending.", options: {} },
  "delayed-start": { id: "F14", does: "The job starts later; the answer says so.", options: { delayMs: 5_640_000 } },
  "forgotten-job": { id: "F15", does: "The job's result is forgotten soon after its end.", options: { afterMs: 0 } },
  "success-flips": {
    id: "F16",
    does: "A success later reads `error:no-captures`; its capture stays.",
    options: { afterMs: 60_000 },
  },
  "error-but-captured": {
    id: "F17",
    does: "The job ends in an error; a capture exists.",
    options: { code: "job-failed" },
  },
  "never-visible": { id: "F18", does: "A success whose capture no reader ever shows.", options: {} },
  "vanishing-capture": { id: "F19", does: "The capture is shown, then gone.", options: { afterMs: 61_200_000 } },
  "no-timestamp": { id: "F20", does: "A success without `timestamp`.", options: {} },
  "truncated-url": { id: "F21", does: "`original_url` is a bare path.", options: {} },
  "original-job": {
    id: "F22",
    does: "The success only points to an earlier job by `original_job_id`; that one has the capture's time.",
    options: { ageMs: 300_000 },
  },
  "unknown-code": {
    id: "F23",
    does: "The job ends with a code nobody documented.",
    options: { code: "quux-overflow" },
  },
  "silent-error": { id: "F23", does: "The job's `error` has neither code nor message.", options: {} },
  "no-captures": { id: "F24", does: "The job ends in `error:no-captures` although the page is fine.", options: {} },
  "url-used-up": { id: "F25", does: "Others have used the URL's captures of the day.", options: {} },
  "slots-taken": { id: "F26", does: "`/save/status/user` says 0 available.", options: {} },
  "stale-status": {
    id: "F26",
    does: "`/save/status/user` says what was so some time ago.",
    options: { ageMs: 600_000 },
  },
  "batch-lacks-ids": { id: "F27", does: "A batch answer leaves out every other job.", options: {} },
  "batch-as-map": { id: "F27", does: "A batch answer is an object by job id instead of a list.", options: {} },
  "stalled-download": {
    id: "F28",
    does: "The job reports the same `download_size` until it fails at the hard end.",
    options: { totalBytes: 80_000_000 },
  },
  "cdx-504": { id: "F29", does: "The index answers 504.", options: {} },
  "cdx-blind": { id: "F29", does: "The index finds nothing although it has the capture.", options: {} },
  "availability-429": { id: "F30", does: "/wayback/available answers 429.", options: {} },
  "availability-empty": {
    id: "F30",
    does: "/wayback/available finds nothing although there is a capture.",
    options: {},
  },
  "slow-body": {
    id: "F35",
    does: "Any answer's body comes a byte at a time; milliseconds of real time.",
    options: { msPerByte: 1000 },
  },
  "early-close": { id: "F35", does: "Any answer breaks off in the middle of its body.", options: {} },
  "late-index": {
    id: "L01",
    does: "The capture is seen later than usual by every reader.",
    options: { delayMs: 3_600_000 },
  },
  "error-page": {
    id: "L03",
    does: "Any request is answered with an HTML page of this status; nothing is started. A Retry-After header above 0 s.",
    options: { status: 503, retryAfterSeconds: 0 },
  },
  redirect: {
    id: "L02",
    does: "Any request is answered with a redirect to the same path elsewhere; by default to this archive under its other name.",
    options: { status: 307, to: "" },
  },
} satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof FAULTS;

/** The kind of fault of a name; throws a sentence for a name that the catalogue lacks. */
export function findFaultKind(name: string): FaultKind {
  const kinds: Record<string, FaultKind> = FAULTS;
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (kind) return kind;
  throw new Error(`There is no fault called "${name}". Known are: ${Object.keys(FAULTS).join(", ")}.`);
}
