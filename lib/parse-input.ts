import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { plainIssue } from "@/lib/plain-issue";

/** Parses what came from outside. Throws INVALID with one sentence per field, keyed by its path (`title`, `rows.3.url`). */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input, { error: plainIssue });
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.join(".") || "input"] ??= issue.message;
  const [only, ...more] = Object.entries(fields);
  const message = more.length === 0 && only ? withName(...only) : "Some entries need another look.";
  throw new AppError("INVALID", message, { fields });
}

/** A sentence of our own names its field; "Must be at least 1." needs the name: "limit must be at least 1." */
function withName(field: string, sentence: string): string {
  if (!/^(Must|Is) /.test(sentence) || field === "input") return sentence;
  return `${field.replace(/\.\d+$/, "")} ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}
