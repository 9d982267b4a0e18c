import { z } from "zod";
import type { ProbeFacts } from "@/lib/remotes/probe-facts";

/** What a host answers to an address that nobody has: the measure for its other answers. */
export type MadeUpAnswer = {
  status: number;
  /** Of the page, as ProbeBody has it; null for what is no text, or too short to compare. */
  sketch: Uint8Array | null;
  /** SHA-256 in hex; null if no body came. */
  bodyHash: string | null;
  /** Where it led. */
  finalUrl: string;
};

const MadeUpAnswerSchema = z.object({
  status: z.number().int(),
  /** Base64. */
  sketch: z.string().nullable(),
  bodyHash: z.string().nullable(),
  finalUrl: z.string(),
});

/** Fit for a column of JSON. */
export type StoredMadeUpAnswer = z.infer<typeof MadeUpAnswerSchema>;

/** Refusals and faults. */
const SAYS_NOTHING: ReadonlySet<number> = new Set([401, 402, 403, 408, 429]);

/** What a probe of a made-up address found; null if no answer came, or one that says nothing of what the host answers otherwise. */
export function madeUpAnswerOf({ error, status, body, finalUrl }: ProbeFacts): MadeUpAnswer | null {
  if (error || status === null || status >= 500 || SAYS_NOTHING.has(status)) return null;
  return { status, sketch: body?.sketch ?? null, bodyHash: body?.sha256 ?? null, finalUrl };
}

export function storeMadeUpAnswer(answer: MadeUpAnswer): StoredMadeUpAnswer {
  return { ...answer, sketch: answer.sketch && Buffer.from(answer.sketch).toString("base64") };
}

/** As stored, or null if there is none, or none that this version can read. */
export function parseMadeUpAnswer(stored: unknown): MadeUpAnswer | null {
  const parsed = MadeUpAnswerSchema.safeParse(stored);
  if (!parsed.success) return null;
  const { sketch, ...answer } = parsed.data;
  return { ...answer, sketch: sketch === null ? null : new Uint8Array(Buffer.from(sketch, "base64")) };
}
