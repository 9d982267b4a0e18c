import type { ServerResponse } from "node:http";
import { z } from "zod";
import { replyJson } from "../http-exchange";
import { type ArchiveControl, ControlError } from "./control";
import { LimitsSchema, TargetSchema } from "./entries";
import type { Exchange } from "./exchange";
import { FAULTS } from "./fault-catalogue";

type Verb = (call: { control: ArchiveControl; body: unknown; query: URLSearchParams; rest: string }) => unknown;

const ClockBody = z.strictObject({
  /** ms since 1970, or a date in ISO form. */
  now: z.union([z.number(), z.iso.datetime().transform((text) => Date.parse(text))]).optional(),
  advanceMs: z.number().optional(),
  scale: z.number().min(0).optional(),
});

const FaultBody = z.strictObject({
  name: z.string(),
  count: z.number().int().min(0).nullable().optional(),
  url: z.string().nullable().optional(),
  probability: z.number().min(0).max(1).optional(),
  forMs: z.number().min(0).optional(),
  afterMs: z.number().min(0).optional(),
  options: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
});

const AccountBody = z.strictObject({
  accessKey: z.string().regex(/^[^:\s]+$/),
  secretKey: z.string().min(1).optional(),
  isRevoked: z.boolean().optional(),
  limits: LimitsSchema.optional(),
});

const CaptureBody = z.strictObject({
  url: z.string(),
  timestamp: z.string().optional(),
  status: z.number().int().optional(),
  mimeType: z.string().optional(),
  edition: z.string().optional(),
});

const ExcludeBody = z.strictObject({ url: z.string().min(1) });
const HideBody = z.strictObject({ url: z.string(), timestamp: z.string().optional() });
const SeedBody = z.strictObject({ seed: z.number().int() });
const ResetBody = z.strictObject({
  seed: z.number().int().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});
const ConfigBody = z.record(z.string(), z.unknown());

/** `METHOD name` → what it does. The last part of the path is `rest`. */
const VERBS: Record<string, Verb> = {
  "GET health": ({ control }) => ({ ok: true, clock: control.clock(), jobs: control.jobs.length }),
  "POST reset": ({ control, body }) => control.reset(ResetBody.parse(body ?? {})),
  "GET seed": ({ control }) => ({ seed: control.seed }),
  "POST seed": ({ control, body }) => control.setSeed(SeedBody.parse(body).seed),
  "GET clock": ({ control }) => control.clock(),
  "POST clock": ({ control, body }) => moveClock(control, ClockBody.parse(body)),
  "GET config": ({ control }) => control.settings,
  "PATCH config": ({ control, body }) => control.configure(ConfigBody.parse(body)),
  "GET targets": ({ control }) => control.targets,
  "POST targets": ({ control, body }) => {
    for (const target of z.array(TargetSchema).parse(Array.isArray(body) ? body : [body])) control.setTarget(target);
  },
  "DELETE targets": ({ control }) => control.clearTargets(),
  "GET faults": ({ control }) => ({ armed: control.faults, catalogue: FAULTS }),
  "POST faults": ({ control, body }) => control.arm(FaultBody.parse(body)),
  "DELETE faults": ({ control, rest }) => control.disarm(rest === "" ? undefined : rest),
  "GET accounts": ({ control }) => control.accounts,
  "POST accounts": ({ control, body }) => control.setAccount(AccountBody.parse(body)),
  "GET captures": ({ control }) => control.captures,
  "POST captures": ({ control, body, rest }) =>
    rest === "exclude" ? control.exclude(ExcludeBody.parse(body).url) : control.addCapture(CaptureBody.parse(body)),
  "DELETE captures": ({ control, body }) => ({ hidden: control.hideCaptures(HideBody.parse(body)) }),
  "GET jobs": ({ control }) => control.jobs,
  "GET runs": ({ control }) => control.runs,
  "GET audit": ({ control }) => control.audit(),
  "GET mail": ({ control }) => control.mail,
  "GET requests": ({ control, query }) => {
    const [path, method, after] = [query.get("path"), query.get("method"), query.get("after")];
    return control.requests({
      ...(path === null ? {} : { path }),
      ...(method === null ? {} : { method: method.toUpperCase() }),
      ...(after === null ? {} : { after: Number(after) }),
    });
  },
};

function moveClock(control: ArchiveControl, { now, advanceMs, scale }: z.infer<typeof ClockBody>) {
  if (scale !== undefined) control.setScale(scale);
  if (now !== undefined) control.setClock(now);
  if (advanceMs !== undefined) control.advance(advanceMs);
  return control.clock();
}

/** Answers below `/__double/`: JSON in, JSON out; 400 with a sentence for a wrong call, 404 for an unknown one. */
export async function answerControl(
  { request, response, path, query, body }: Exchange,
  control: ArchiveControl,
): Promise<ServerResponse> {
  const [name = "", rest = ""] = path.slice("/__double/".length).split("/");
  const key = `${request.method} ${name}`;
  const verb = Object.hasOwn(VERBS, key) ? VERBS[key] : undefined;
  if (!verb) return replyJson(response, 404, { error: `The sandbox has no ${request.method} ${path}.` });
  try {
    const answer = verb({ control, body: body === "" ? undefined : JSON.parse(body), query, rest });
    await control.settled();
    return replyJson(response, 200, answer ?? { ok: true });
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    return replyJson(response, 400, { error: sentence });
  }
}

function sentenceOf(error: unknown): string | null {
  if (error instanceof ControlError) return error.message;
  if (error instanceof SyntaxError) return "The body is not JSON.";
  if (!(error instanceof z.ZodError)) return null;
  return error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; ");
}
