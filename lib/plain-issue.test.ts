import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";

function refusal(schema: z.ZodType, input: unknown): AppError {
  try {
    parseInput(schema, input);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("It was taken.");
}

const Verdict = z.enum(["unchecked", "valid"]);

test.each([
  [z.coerce.number().min(1), "0", "limit must be at least 1."],
  [z.number().max(200), 201, "limit must be at most 200."],
  [z.number().positive(), 0, "limit must be more than 0."],
  [z.number().int(), 1.5, "limit must be a whole number."],
  [z.coerce.number(), "x", "limit must be a number."],
  [Verdict, "broken", "limit must be one of unchecked, valid."],
  [z.array(Verdict), ["broken"], "limit must be one of unchecked, valid."],
  [z.array(z.string()).max(1), ["a", "b"], "limit must have at most 1 entry."],
  [z.string().min(1), "", "limit must not be empty."],
  [z.string().max(3), "long", "limit must have at most 3 characters."],
  [z.string(), 1, "limit must be a text."],
  [z.string(), undefined, "limit is missing."],
  [Verdict, undefined, "limit is missing."],
  [z.email(), "x", "limit must be an e-mail address, like name@example.org."],
  [z.iso.datetime(), "x", "limit must be a date with time in UTC, like 2026-03-01T12:00:00Z."],
  [z.string().min(1, "Say which."), "", "Say which."],
])("%# a wrong value is refused in plain words that name the field: %j", (schema, value, sentence) => {
  const error = refusal(z.object({ limit: schema }), { limit: value });
  expect(error.message).toBe(sentence);
  // Under the field itself the name would be said twice.
  expect(Object.values(error.fields ?? {})).toEqual([expect.stringMatching(/^(Must|Is|Say) /)]);
});

test("a field that doesn't exist is named", () => {
  const schema = z.strictObject({ title: z.string().optional() });
  expect(refusal(schema, { tittle: "x" }).message).toBe("There is no field “tittle” here.");
});

test("of several wrong fields each has its sentence", () => {
  const schema = z.object({ limit: z.number(), url: z.string() });
  expect(refusal(schema, { limit: "x" })).toMatchObject({
    message: "Some entries need another look.",
    fields: { limit: "Must be a number.", url: "Is missing." },
  });
});
