import { z } from "zod";

const ms = z.number();

/** One run of Save Page Now for one URL. Its whole course is drawn when it is submitted; what is seen of it depends on the time. */
export const JobSchema = z.object({
  id: z.string(),
  /** As submitted. */
  url: z.string(),
  normalUrl: z.string(),
  accessKey: z.string(),
  submittedAt: ms,
  startsAt: ms,
  /** Null for a job that is lost: it never leaves pending. */
  endsAt: ms.nullable(),
  /** When its slot is free again: some time after its end. */
  slotFreeAt: ms,
  /** From then on nobody remembers it. Null while it is lost. */
  forgottenAt: ms.nullable(),
  /** When its page was fetched; null when nothing was kept. */
  capturedAt: ms.nullable(),
  /** The final answer as it goes over the wire. */
  result: z.record(z.string(), z.unknown()),
  /** Bytes of a download that its pending answers report; null for a small page. A stalled one reports the same all the time. */
  download: z.object({ totalBytes: z.number(), isStalled: z.boolean() }).nullable().default(null),
  resources: z.array(z.string()),
  /** From then on a success is reported as `error:no-captures`, although the capture exists. */
  flipsAt: ms.nullable(),
  /** Id of the job whose outlink this is. */
  parentId: z.string().nullable(),
});
export type Job = z.infer<typeof JobSchema>;

/** One row of the archive's index. */
export const CaptureSchema = z.object({
  id: z.string(),
  key: z.string(),
  url: z.string(),
  /** Instant of the 14-digit timestamp. */
  capturedAt: ms,
  status: z.number().int(),
  mimeType: z.string(),
  /** Target of an archived redirect. */
  redirectTo: z.string().nullable(),
  /** What the page says: captures with the same edition have the same bytes. */
  edition: z.string(),
  /** When Save Page Now itself knows of it. */
  madeAt: ms,
  visibleAt: z.object({ playback: ms, cdx: ms, availability: ms }),
  /** Null: it stays. */
  vanishesAt: ms.nullable(),
});
export type Capture = z.infer<typeof CaptureSchema>;

/** What a fake archive finds at a URL. */
export const TargetSchema = z.strictObject({
  /** The URL, or with `*` a pattern of URLs. */
  url: z.string().min(1),
  status: z.number().int().default(200),
  /** Hops before the page, each the URL that the hop before names. The last one is where the page is. */
  redirects: z.array(z.object({ url: z.string(), status: z.number().int().default(302) })).default([]),
  contentType: z.string().default("text/html"),
  bytes: z.number().int().min(0).optional(),
  /** How long the capture takes; drawn when absent. */
  durationMs: ms.optional(),
  /** Size of its screenshot in bytes; one above 4 MB is dropped without a word. */
  screenshotBytes: z.number().int().min(0).default(200_000),
  /** The host has no address. */
  hasNoAddress: z.boolean().default(false),
  /** Neither HEAD nor GET is answered. */
  isDown: z.boolean().default(false),
  /** A code without `error:` with which the capture ends, whatever the status. */
  error: z.string().optional(),
  /** Excluded from the archive: submit, index and playback refuse it. */
  isExcluded: z.boolean().default(false),
  /** Its robots.txt keeps the archive out: index, playback and `GET /save/<url>` refuse it; `POST /save` does not. */
  isBlockedByRobots: z.boolean().default(false),
  /** What `POST /save` refuses it with before anything is started; `code` without `error:`, null for a message alone. */
  refusal: z.object({ code: z.string().nullable(), message: z.string() }).optional(),
  /** Changes when the page's content does. */
  edition: z.string().default("1"),
  outlinks: z.array(z.string()).optional(),
});
export type Target = z.infer<typeof TargetSchema>;
export type TargetInput = z.input<typeof TargetSchema>;

export const FaultSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** How often it still strikes; null is without end. */
  remaining: z.number().int().min(0).nullable(),
  /** Part of the URL, or with `*` a pattern; null is any. */
  url: z.string().nullable(),
  probability: z.number().min(0).max(1),
  /** Strikes within this span of the virtual clock only. `until` null is without end. */
  from: ms.default(0),
  until: ms.nullable().default(null),
  /** What the fault takes, as its entry in the catalogue says. */
  options: z.record(z.string(), z.union([z.number(), z.string()])),
  struck: z.number().int(),
  considered: z.number().int(),
});
export type Fault = z.infer<typeof FaultSchema>;

/** Limits of one account that differ from the settings. */
export const LimitsSchema = z.strictObject({
  slots: z.number().int().min(0).optional(),
  perMinute: z.number().int().min(0).optional(),
  perDay: z.number().int().min(0).optional(),
});
export type Limits = z.infer<typeof LimitsSchema>;

export const AccountSchema = z.object({
  accessKey: z.string(),
  secretHash: z.string(),
  isRevoked: z.boolean(),
  limits: LimitsSchema.default({}),
});
export type Account = z.infer<typeof AccountSchema>;

/** One request to the fake archive. Secrets are hashed. */
export const RequestSchema = z.object({
  number: z.number().int(),
  method: z.string(),
  path: z.string(),
  query: z.string(),
  headers: z.record(z.string(), z.string()),
  form: z.record(z.string(), z.string()),
  /** Virtual clock, ms since 1970. */
  arrivedAt: ms,
  /** This machine's clock, ms since 1970. */
  realArrivedAt: ms,
  /** Status of the answer; 0 when the connection was cut, null while none was given. */
  status: z.number().int().nullable(),
  /** What a submission came to: `accepted`, `repeated`, `refused error:…`, `too many`; null for any other request. */
  outcome: z.string().nullable().default(null),
  /** Faults that struck it. */
  faults: z.array(z.string()).default([]),
});
export type LoggedRequest = z.infer<typeof RequestSchema>;

/** One capture that was begun. A job id belongs to a URL, so jobs alone don't tell how often it was captured. */
export const RunSchema = z.object({
  jobId: z.string(),
  normalUrl: z.string(),
  accessKey: z.string(),
  at: ms,
  /** The slot is taken from `takenAt` until `freeAt`, which is some time after the job's end. */
  takenAt: ms,
  freeAt: ms,
  isOutlink: z.boolean(),
});
export type Run = z.infer<typeof RunSchema>;

/** An address that reads the index, as the gate remembers it. */
export const VisitorSchema = z.object({
  address: z.string(),
  served: z.array(ms),
  /** Since when, and when last, it was refused; null when it has paused since. */
  refusedSince: ms.nullable(),
  refusedLast: ms.nullable(),
  closedUntil: ms,
  timesClosed: z.number().int(),
});
export type Visitor = z.infer<typeof VisitorSchema>;

/** One change of the archive's state, and one line of its journal. */
export const EntrySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("seed"), seed: z.number() }),
  z.object({ kind: z.literal("clock"), clock: z.object({ virtualMs: ms, realMs: ms, scale: z.number() }) }),
  z.object({ kind: z.literal("settings"), settings: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal("account"), account: AccountSchema }),
  z.object({ kind: z.literal("job"), job: JobSchema }),
  z.object({ kind: z.literal("capture"), capture: CaptureSchema }),
  z.object({ kind: z.literal("post"), accessKey: z.string(), at: ms }),
  z.object({
    kind: z.literal("attempt"),
    normalUrl: z.string(),
    host: z.string(),
    accessKey: z.string(),
    at: ms,
    bytes: z.number(),
    /** A re-POST that counts for the URL's day only. */
    isRepeat: z.boolean(),
    /** The target told the archive to slow down. */
    wasTooManyRequests: z.boolean(),
  }),
  z.object({ kind: z.literal("target"), target: TargetSchema }),
  z.object({ kind: z.literal("targets-cleared") }),
  z.object({ kind: z.literal("fault"), fault: FaultSchema }),
  z.object({ kind: z.literal("faults-cleared") }),
  z.object({ kind: z.literal("run"), run: RunSchema }),
  z.object({ kind: z.literal("visitor"), visitor: VisitorSchema }),
  z.object({ kind: z.literal("request"), request: RequestSchema }),
  z.object({ kind: z.literal("mail"), url: z.string(), jobId: z.string(), at: ms }),
]);
export type Entry = z.infer<typeof EntrySchema>;
