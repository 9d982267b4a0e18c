import { z } from "zod";
import { formatCount } from "@/lib/format";

/** What the embedded engine says of itself; a real Inngest server says less. */
const EngineBody = z.object({
  ok: z.boolean().optional(),
  functions: z.number().optional(),
  queued: z.number().optional(),
  running: z.number().optional(),
  oldestQueuedSeconds: z.number().optional(),
});

/** Asks the step-function engine how it is; throws when it can't be reached. Without a base URL it is the Inngest cloud. */
export async function askEngine(
  baseUrl: string | undefined,
  timeoutMs: number,
): Promise<{ ok: boolean; detail: string }> {
  if (!baseUrl) return { ok: true, detail: "Functions are run by the Inngest cloud." };
  const response = await fetch(new URL("/health", baseUrl), { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) return { ok: false, detail: `It answers ${response.status}.` };
  const engine = EngineBody.safeParse(await response.json()).data ?? {};
  if (engine.functions === undefined) return { ok: true, detail: "Answers." };
  if (engine.functions === 0) return { ok: false, detail: "It has not met our functions yet." };
  return {
    ok: engine.ok !== false,
    detail: `${formatCount(engine.functions, "function")}, ${formatCount(engine.queued ?? 0, "run")} queued, ${engine.running ?? 0} at work.`,
  };
}
