import { z } from "zod";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A whole number from the environment or from code. */
const count = (min: number) => z.coerce.number().int().min(min);

const OptionsSchema = z.object({
  databaseUrl: z.string().regex(/^postgres(ql)?:/, "must start with postgresql://"),
  host: z.string().min(1).default("127.0.0.1"),
  /** 0 = any free port. */
  port: count(0).max(65_535).default(0),
  signingKey: z
    .string()
    .regex(/^signkey-\w+-([0-9a-f]{2})+$/, "must look like signkey-prod- and an even number of hex digits"),
  eventKey: z.string().min(1),
  /** The apps' /api/inngest, polled for their functions. More than one process may serve the same app. */
  appUrls: z.array(z.url()).default([]),

  /** Calls in flight at once, over all functions. One Node.js app gains nothing from more; it keeps memory bounded. */
  maxCalls: count(1).default(200),
  /** A call that has no complete answer by then counts as failed. Ten minutes: longer work belongs in several steps. */
  requestTimeoutMs: count(1).default(10 * MINUTE_MS),
  /** Largest body of POST /e: 8 MiB, room for some thousand events. */
  maxEventBytes: count(1).default(8 * 1024 * 1024),
  /** Largest answer of the app: 4 MiB, the limit of a real Inngest server. */
  maxAnswerBytes: count(1).default(4 * 1024 * 1024),
  /** The results of one run's steps together: 32 MiB, as on a real Inngest server. Every call of the run carries them. */
  maxStateBytes: count(1).default(32 * 1024 * 1024),
  /** First wait before a retry; it doubles each time. Ten seconds, as a real Inngest server. */
  retryBaseMs: count(1).default(10_000),
  retryMaxMs: count(1).default(120 * MINUTE_MS),
  /** How often an app is asked for its functions: 30 s, so that a new app process is found soon. */
  pollMs: count(1).default(30_000),
  /** The same while an app does not answer: twice a second, so that a restart is hardly noticed. */
  pollDownMs: count(1).default(500),
  /** Ended runs are kept for a week, to be looked at. */
  keepRunsMs: count(0).default(7 * DAY_MS),
  /** A second event with the same id starts nothing for a day, as the protocol says. */
  dedupeMs: count(0).default(DAY_MS),
  pruneEveryMs: count(1).default(MINUTE_MS),
  /** Rows deleted in one statement: few enough that nobody waits for it. */
  pruneBatch: count(1).default(500),
  /** Events and step results kept in memory for runs at work: 64 MiB; the rest is read back when needed. */
  cacheBytes: count(0).default(64 * 1024 * 1024),
  /** How long running calls may take to finish when the engine is told to stop. */
  drainMs: count(0).default(15_000),
  /** A second engine on one database waits until the first has gone, or refuses to start. */
  whenTaken: z.enum(["wait", "refuse"]).default("wait"),
  logLevel: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

/** The engine's options with their defaults filled in. */
export type EngineOptions = z.infer<typeof OptionsSchema>;
/** The engine's options as they are given. */
export type EngineInput = z.input<typeof OptionsSchema>;

const VARIABLES: Record<string, keyof EngineOptions> = {
  DATABASE_URL: "databaseUrl",
  ENGINE_HOST: "host",
  ENGINE_PORT: "port",
  INNGEST_SIGNING_KEY: "signingKey",
  INNGEST_EVENT_KEY: "eventKey",
  ENGINE_APP_URLS: "appUrls",
  ENGINE_MAX_CALLS: "maxCalls",
  ENGINE_REQUEST_TIMEOUT_MS: "requestTimeoutMs",
  ENGINE_MAX_EVENT_BYTES: "maxEventBytes",
  ENGINE_MAX_ANSWER_BYTES: "maxAnswerBytes",
  ENGINE_MAX_STATE_BYTES: "maxStateBytes",
  ENGINE_RETRY_BASE_MS: "retryBaseMs",
  ENGINE_RETRY_MAX_MS: "retryMaxMs",
  ENGINE_POLL_MS: "pollMs",
  ENGINE_POLL_DOWN_MS: "pollDownMs",
  ENGINE_KEEP_RUNS_MS: "keepRunsMs",
  ENGINE_DEDUPE_MS: "dedupeMs",
  ENGINE_PRUNE_EVERY_MS: "pruneEveryMs",
  ENGINE_PRUNE_BATCH: "pruneBatch",
  ENGINE_CACHE_BYTES: "cacheBytes",
  ENGINE_DRAIN_MS: "drainMs",
  ENGINE_WHEN_TAKEN: "whenTaken",
  LOG_LEVEL: "logLevel",
};

/** Fills in defaults. Throws one sentence that names each wrong option, never its value. */
export function parseOptions(input: unknown): EngineOptions {
  const result = OptionsSchema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${nameOf(String(issue.path[0]))}: ${issue.message}`);
  throw new Error(`The engine can't start with these options. ${problems.join("; ")}`);
}

/** Reads the options from environment variables; an empty one counts as not set. Throws like {@link parseOptions}. */
export function parseEnvironment(source: Record<string, string | undefined>): EngineOptions {
  const input: Record<string, unknown> = {};
  for (const [variable, option] of Object.entries(VARIABLES)) {
    const text = source[variable]?.trim();
    if (text) input[option] = option === "appUrls" ? text.split(",").map((url) => url.trim()) : text;
  }
  return parseOptions(input);
}

/** The options of this process. */
export function environmentOptions(): EngineOptions {
  // biome-ignore lint/style/noProcessEnv: the engine is a program of its own, and this is its only look at the environment.
  return parseEnvironment(process.env);
}

function nameOf(option: string): string {
  return Object.entries(VARIABLES).find(([, name]) => name === option)?.[0] ?? option;
}
