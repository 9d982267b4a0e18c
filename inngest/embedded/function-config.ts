import { z } from "zod";
import { checkCron } from "./cron";
import { parseDuration, parseWhen } from "./duration";
import { compileExpression, type Expression } from "./expression";

/** A function as the engine keeps it: durations in milliseconds, expressions compiled. */
export type FunctionConfig = {
  id: string;
  name: string;
  events: { event: string; condition: Expression | null }[];
  crons: string[];
  /** Calls of one step before the run gives up. */
  maxAttempts: number;
  throttle: { intervalMs: number; burst: number; key: Expression | null } | null;
  concurrency: { limit: number; key: Expression | null; scope: "fn" | "env" | "account" }[];
  priority: Expression | null;
  singleton: { key: Expression | null; mode: "skip" | "cancel" } | null;
  batch: { maxSize: number; timeoutMs: number; key: Expression | null; condition: Expression | null } | null;
  cancels: { event: string; condition: Expression | null; timeout: string | null }[];
};

/** The failures that the engine itself tells functions of. */
export const FUNCTION_FAILED = "inngest/function.failed";

/** Three retries unless a function says otherwise: the default of the SDK 4.24. */
const DEFAULT_RETRIES = 3;

const UNSUPPORTED = ["rateLimit", "debounce", "idempotency", "timeouts"] as const;

const ConcurrencySchema = z.strictObject({
  limit: z.number().int().min(1),
  key: z.string().optional(),
  scope: z.enum(["fn", "env", "account"]).default("fn"),
});

const FunctionSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\w.:/ -]+$/, "may have letters, digits and - _ . : / only"),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.strictObject({ event: z.string().min(1), expression: z.string().optional() }),
      z.strictObject({ cron: z.string().min(1) }),
    ]),
  ),
  steps: z.record(
    z.string(),
    z.object({
      runtime: z.object({ type: z.literal("http"), url: z.string() }),
      retries: z.object({ attempts: z.number().int().min(0).max(20).optional() }).optional(),
    }),
  ),
  throttle: z
    .strictObject({
      limit: z.number().int().min(1),
      period: z.string(),
      burst: z.number().int().min(0).default(1),
      key: z.string().optional(),
    })
    .optional(),
  concurrency: z
    .union([
      z
        .number()
        .int()
        .min(0)
        .transform((limit) => (limit === 0 ? [] : [{ limit, key: undefined, scope: "fn" as const }])),
      ConcurrencySchema.transform((entry) => [entry]),
      z.array(ConcurrencySchema).max(2),
    ])
    .default([]),
  priority: z.strictObject({ run: z.string().optional() }).optional(),
  singleton: z.strictObject({ key: z.string().optional(), mode: z.enum(["skip", "cancel"]) }).optional(),
  batchEvents: z
    .strictObject({
      maxSize: z.number().int().min(1),
      timeout: z.string(),
      key: z.string().optional(),
      if: z.string().optional(),
    })
    .optional(),
  cancel: z
    .array(z.strictObject({ event: z.string().min(1), if: z.string().optional(), timeout: z.string().optional() }))
    .default([]),
});

/** Reads one function of a registration. Throws a sentence that names the function, and what it asks for that this engine doesn't do. */
export function parseFunction(input: unknown): FunctionConfig {
  const id = z.object({ id: z.string() }).safeParse(input).data?.id ?? "without an id";
  try {
    for (const feature of UNSUPPORTED)
      if (typeof input === "object" && input !== null && feature in input) throw new Error(unsupported(feature));
    const result = FunctionSchema.safeParse(input);
    if (!result.success) throw new Error(describeIssues(result.error));
    return compileFunction(result.data);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The function ${id} can't be registered. ${detail}`, { cause });
  }
}

function compileFunction(config: z.infer<typeof FunctionSchema>): FunctionConfig {
  const expression = (text: string | undefined) => (text === undefined ? null : compileExpression(text));
  const crons = config.triggers.flatMap((trigger) => ("cron" in trigger ? [trigger.cron] : []));
  for (const cron of crons) checkCron(cron);
  const { throttle, batchEvents: batch } = config;
  return {
    id: config.id,
    name: config.name ?? config.id,
    events: config.triggers.flatMap((trigger) =>
      "event" in trigger ? [{ event: checkTrigger(trigger.event), condition: expression(trigger.expression) }] : [],
    ),
    crons,
    maxAttempts: (config.steps.step?.retries?.attempts ?? DEFAULT_RETRIES) + 1,
    throttle: throttle
      ? {
          intervalMs: positive(parseDuration(throttle.period), "throttle.period") / throttle.limit,
          burst: Math.max(1, throttle.burst),
          key: expression(throttle.key),
        }
      : null,
    concurrency: config.concurrency.map(({ limit, key, scope }) => ({ limit, key: expression(key), scope })),
    priority: expression(config.priority?.run),
    singleton: config.singleton ? { key: expression(config.singleton.key), mode: config.singleton.mode } : null,
    batch: batch
      ? {
          maxSize: batch.maxSize,
          timeoutMs: positive(parseDuration(batch.timeout), "batchEvents.timeout"),
          key: expression(batch.key),
          condition: expression(batch.if),
        }
      : null,
    cancels: config.cancel.map((cancel) => ({
      event: cancel.event,
      condition: expression(cancel.if),
      timeout: checkTimeout(cancel.timeout),
    })),
  };
}

/** Engine events other than a failure are never made here: a function that waited for one would wait for ever. */
function checkTrigger(event: string): string {
  if (event.includes("*")) throw new Error(`It asks for the event pattern "${event}"; write out each event name.`);
  if (event.startsWith("inngest/") && event !== FUNCTION_FAILED) throw new Error(unsupported(`the event ${event}`));
  return event;
}

function checkTimeout(timeout: string | undefined): string | null {
  if (timeout !== undefined) parseWhen(timeout, 0);
  return timeout ?? null;
}

function positive(ms: number, what: string): number {
  if (ms <= 0) throw new Error(`${what} must be longer than nothing.`);
  return ms;
}

function unsupported(feature: string): string {
  return `It asks for ${feature}, which the embedded engine doesn't do. Take it out, or run a real Inngest server.`;
}

function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      if (issue.code === "unrecognized_keys")
        return issue.keys.map((key) => unsupported(at(issue.path, key))).join(" ");
      const path = at(issue.path);
      if (path.startsWith("triggers")) return `${path} must be an event, or a cron expression without jitter.`;
      return `${path}: ${issue.message}.`;
    })
    .join(" ");
}

function at(path: readonly PropertyKey[], key?: string): string {
  return [...path, ...(key === undefined ? [] : [key])].map(String).join(".");
}
