import { z } from "zod";
import { plainIssue } from "./plain-issue";

/**
 * The process's environment, parsed once. A wrong value stops the start with a sentence.
 * The only file that reads `process.env`; everything that is not here is a setting in the database.
 */
const optionalUrl = z.url().optional();

const EnvSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  /** Set by the launcher: tells this start's health answer from that of another program at the same address. */
  HOLDFAST_INSTANCE: z.string().min(1).optional(),
  /** A proxy of ours writes X-Forwarded-For; without one, the header is anybody's claim. */
  TRUST_PROXY: z.stringbool().default(false),
  HOLDFAST_DATA_DIR: z.string().min(1).default(".holdfast"),
  /** What people type into the browser; cookies and links are made for it. */
  APP_URL: optionalUrl,
  DATABASE_URL: z
    .url()
    .regex(/^postgres(ql)?:/, "must start with postgresql://")
    .optional(),
  INNGEST_BASE_URL: optionalUrl,
  INNGEST_EVENT_KEY: z.string().min(1).optional(),
  INNGEST_SIGNING_KEY: z
    .string()
    .regex(/^signkey-[a-z]+-([0-9a-f]{2})+$/, "must look like signkey-prod- and an even number of hex digits")
    .optional(),
  /** Set by the launcher: the embedded engine serves the functions, so checkpointing is off. */
  HOLDFAST_EMBEDDED_ENGINE: z.stringbool().default(false),
  /** Set by the launcher: the sandbox plays archive.org, and every page says so. */
  HOLDFAST_SANDBOX: z.stringbool().default(false),
  /** Signs the sessions. The launcher makes one and keeps it in the data directory. */
  AUTH_SECRET: z.string().min(32).optional(),
  ARCHIVE_ACCESS_KEY: z.string().min(1).optional(),
  ARCHIVE_SECRET_KEY: z.string().min(1).optional(),
  ARCHIVE_WEB_URL: z.url().default("https://web.archive.org"),
  ARCHIVE_ORG_URL: z.url().default("https://archive.org"),
  ARCHIVE_S3_URL: z.url().default("https://s3.us.archive.org"),
  /** Hosts that checks may reach although they are private: `host`, `host:port`, `.suffix:port` or CIDR, by comma. */
  ALLOWED_PRIVATE_HOSTS: z.string().default(""),
  ADMIN_EMAIL: z.email().optional(),
  ADMIN_PASSWORD: z.string().min(12).optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

export type Env = z.infer<typeof EnvSchema>;

let parsed: Env | undefined;

/** The environment; throws one sentence that names each wrong variable, never its value. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Pure form of {@link env}. An empty variable counts as not set. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const result = EnvSchema.safeParse(present, { error: plainIssue });
  if (result.success) return withWholePairs(result.data);
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message.replace(/\.$/, "")}`);
  throw new Error(`The environment has a wrong value. ${problems.join("; ")}`);
}

/** Half a pair of keys would mix the sandbox with archive.org. */
function withWholePairs(parsedEnv: Env): Env {
  if ((parsedEnv.ARCHIVE_ACCESS_KEY === undefined) === (parsedEnv.ARCHIVE_SECRET_KEY === undefined)) return parsedEnv;
  throw new Error(
    "The environment has a wrong value. Set both ARCHIVE_ACCESS_KEY and ARCHIVE_SECRET_KEY, or neither for the sandbox.",
  );
}

/** The value of a variable that this process can't do without. */
export function requireEnv<K extends keyof Env>(key: K): NonNullable<Env[K]> {
  const value = env()[key];
  if (value === undefined || value === null)
    throw new Error(`${key} is not set. Start Holdfast with npm start, or set it.`);
  return value as NonNullable<Env[K]>;
}

/** Sets variables of this process, for verbs that run in it: the launcher knows the embedded database's address only after its start. */
export function setEnv(values: Partial<Record<keyof Env, string>>): void {
  Object.assign(process.env, values);
  parsed = undefined;
}

/** The named variables as they are, for a child process that gets no others. Those not set are left out. */
export function inheritedEnv(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
