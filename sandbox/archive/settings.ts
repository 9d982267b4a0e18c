import { z } from "zod";

const milliseconds = z.number().min(0);

/** A span in milliseconds; a bare number means exactly that. */
const span = z
  .union([
    milliseconds.transform((ms) => ({ min: ms, max: ms })),
    z.strictObject({ min: milliseconds, max: milliseconds }),
  ])
  .refine(({ min, max }) => min <= max, "min must not be larger than max");

const duration = z
  .union([
    milliseconds.transform((ms) => ({ min: ms, median: ms, max: ms })),
    z.strictObject({ min: milliseconds, median: milliseconds, max: milliseconds }),
  ])
  .refine(({ min, median, max }) => min <= median && median <= max, "must be in the order min, median, max");

const count = z.number().int().min(0);

/** Save Page Now 2. The defaults are the newest measurement of the public service. */
const SpnSettings = z.strictObject({
  /** Whether status answers want keys. False is how it was until 2025. */
  statusNeedsAuth: z.boolean().default(true),
  unknownJob: z
    .strictObject({
      /** `GET /save/status/<id>` for an id that never was or is forgotten. */
      get: z.enum(["pending", "404"]).default("pending"),
      /** The same in `POST /save/status` with `job_ids`. */
      batch: z.enum(["absent", "pending"]).default("absent"),
    })
    .prefault({}),
  batchShape: z.enum(["list", "map"]).default("list"),
  /** New captures of one URL a UTC day, over all keys. */
  perUrlPerDay: count.default(5),
  /** Captures some URLs have already had today, by URL as a person writes it: other people use the archive too. */
  usedToday: z.record(z.string(), count).default({ "https://example.com/": 5 }),
  /** Accepted POSTs a key in any 60 s. */
  perMinute: count.default(7),
  /** Accepted jobs a key and UTC day, failed ones included. */
  perDay: count.default(30_000),
  bytesPerDay: count.default(5_000_000_000),
  /** Over all keys. */
  hostBytesPerDay: count.default(100_000_000_000),
  /** Jobs a key may have at once. */
  slots: count.default(3),
  /** How long after a job's end its slot stays taken. */
  slotReleaseMs: span.prefault({ min: 5_000, max: 20_000 }),
  /** What a POST gets when all slots are taken: 429 HTML, JSON `error:user-session-limit`, or one or the other by seed. */
  slotFull: z.enum(["mixed", "429", "json"]).default("mixed"),
  /** How long a capture is given again instead of made anew. */
  windowMs: milliseconds.default(3_600_000),
  /** How long the same holds for a failure. */
  cachedErrorWindowMs: milliseconds.default(4_500_000),
  /** How long after its end a job's result can be read. */
  retentionMs: milliseconds.default(3_600_000),
  durationMs: duration.prefault({ min: 8_000, median: 20_000, max: 50_000 }),
  /** A capture that takes longer ends with `error:soft-time-limit-exceeded`. */
  hardEndMs: milliseconds.default(120_000),
  /** What says that a recent capture exists. */
  recentCapture: z.enum(["job-and-message", "null-job", "message-only", "timestamp"]).default("job-and-message"),
  /** Whether a re-POST that gets the old capture counts against the URL's day. */
  sameSnapshotCountsForDay: z.boolean().default(false),
  /** `GET /save/<url>`: a capture while one waits, or 429 always. */
  anonymousGet: z.enum(["inline", "429"]).default("inline"),
  /** `POST /save` without keys and without `Accept: application/json`: 401 as with it, or the page of the web form. */
  anonymousPost: z.enum(["401", "form"]).default("401"),
  /** The limits of all who come without keys, together. */
  anonymousPerMinute: count.default(3),
  anonymousPerDay: count.default(200),
  /** Captures of one host in 60 s, above which a new one is delayed by a fifth of a second for each. */
  hostPerMinute: count.default(20),
  /** How long captures of a host wait that answered 429 within the last 60 s. */
  hostBackOffMs: span.prefault({ min: 10_000, max: 20_000 }),
  maxRedirects: count.default(3),
  outlinkLimit: count.default(100),
  /** How long `/save/status/user` repeats itself for the same query string. */
  userStatusCacheMs: milliseconds.default(10_000),
  /** Whether `/save/status/user` has the field `daily_status_limit`. */
  hasDailyStatusLimit: z.boolean().default(false),
  /** What `/save/status/system` says. */
  system: z.enum(["ok", "overloaded", "down"]).default("ok"),
  /** Delay of everything in the index for `delay_wb_availability=1`. */
  delayedAvailabilityMs: milliseconds.default(12 * 3_600_000),
});

const lag = z.strictObject({
  playback: span.prefault({ min: 30_000, max: 300_000 }),
  cdx: span.prefault({ min: 60_000, max: 1_800_000 }),
  availability: span.prefault({ min: 300_000, max: 7_200_000 }),
});

const IndexSettings = z.strictObject({
  /** How long after its job's end a capture is seen by each reader. One number or span holds for all three. */
  lagMs: z
    .preprocess((value) => {
      const isOneForAll = typeof value === "number" || (typeof value === "object" && value !== null && "min" in value);
      return isOneForAll ? { playback: value, cdx: value, availability: value } : value;
    }, lag)
    .prefault({}),
  /** Whether who captured by `GET /save/<url>` finds playback there at once: clients of that path follow the redirect and read its headers. */
  visitorSeesAtOnce: z.boolean().default(true),
});

const PlaybackSettings = z.strictObject({
  /** How the view of an archived redirect answers: a page with status 200 that names the target, or the redirect itself. */
  viewRedirect: z.enum(["page", "redirect"]).default("page"),
});

const CdxSettings = z.strictObject({
  /** JSON answer without a match: `[]`, no body at all, or the header row alone. */
  empty: z.enum(["[]", "empty", "header"]).default("[]"),
  /** Requests a minute and address, with `/web/timemap/` in the same count. */
  perMinute: count.default(30),
  /** 429s ignored for longer than this close the door … */
  blockAfterMs: milliseconds.default(60_000),
  /** … for this long, each time twice as long as before. */
  blockMs: milliseconds.default(3_600_000),
  /** Whether each row comes twice. */
  hasDuplicateRows: z.boolean().default(false),
  /** Whether an unchanged page becomes a `warc/revisit` row with `-` for its status. */
  hasRevisits: z.boolean().default(true),
  /** Rows of one block of `page=`; a page is `pageSize` blocks, 5 when it is not named. */
  blockRows: count.min(1).default(3000),
  /** Captures younger than this are left out by `page=` and `showNumPages=`. */
  pageLagMs: milliseconds.default(86_400_000),
});

const SettingsSchema = z.strictObject({
  spn: SpnSettings.prefault({}),
  index: IndexSettings.prefault({}),
  cdx: CdxSettings.prefault({}),
  playback: PlaybackSettings.prefault({}),
});

/** Every limit, duration and switch of the fake archive. */
export type ArchiveSettings = z.infer<typeof SettingsSchema>;

/** A part of {@link ArchiveSettings}, nested, or with dotted names as in `{"spn.perMinute": 12}`. */
export type SettingsPatch = Record<string, unknown>;

/** The defaults with `patch` on top. Throws one sentence that names each wrong or unknown setting. */
export function readSettings(patch: SettingsPatch = {}): ArchiveSettings {
  return patchSettings(SettingsSchema.parse({}), patch);
}

/** `settings` with `patch` on top; the same errors as {@link readSettings}. */
export function patchSettings(settings: ArchiveSettings, patch: SettingsPatch): ArchiveSettings {
  const entries = Object.entries(patch);
  const merged = entries.reduce<unknown>((whole, [name, value]) => mergeAt(whole, name.split("."), value), settings);
  const result = SettingsSchema.safeParse(merged);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join(".") || "settings"}: ${issue.message}`);
  throw new Error(`A setting is wrong. ${problems.join("; ")}`);
}

function mergeAt(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return merge(whole, value);
  const record = isRecord(whole) ? whole : {};
  return { ...record, [name]: mergeAt(record[name], rest, value) };
}

/** Records are mixed; anything else is replaced, and so is what a span for all readers of the index stands for. */
function merge(whole: unknown, value: unknown): unknown {
  if (!isRecord(whole) || !isRecord(value) || "min" in value) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, merge(whole[name], part)]);
  return { ...whole, ...Object.fromEntries(entries) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
