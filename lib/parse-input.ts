import type { z } from "zod";
import { AppError } from "@/lib/errors";

/** Parses what came from outside. Throws INVALID with one sentence per field, keyed by its path (`title`, `rows.3.url`). */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) fields[issue.path.join(".") || "input"] ??= issue.message;
  const [only, ...more] = Object.values(fields);
  throw new AppError("INVALID", more.length === 0 && only ? only : "Some entries need another look.", { fields });
}
