import type { z } from "zod";

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

const KINDS: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object with fields",
  record: "an object with fields",
  date: "a date",
};

const FORMATS: Record<string, string> = {
  email: "an e-mail address, like name@example.org",
  url: "an address, like https://example.org/page",
  datetime: "a date with time in UTC, like 2026-03-01T12:00:00Z",
  date: "a date, like 2026-03-01",
};

/**
 * What people read where a schema has no sentence of its own: "Must be at least 1.", "Must be one of a, b.", "Is missing." It stands behind
 * the field's name or under the field. Undefined for what no rule of ours makes.
 */
export function plainIssue(issue: RawIssue): string | undefined {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined || issue.input === null) return "Is missing.";
    return `Must be ${KINDS[issue.expected] ?? issue.expected}.`;
  }
  if (issue.code === "invalid_value") {
    if (issue.input === undefined) return "Is missing.";
    return `Must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(String).join(", ")}.`;
  }
  if (issue.code === "too_small") return `Must ${amount(issue.origin, "at least", issue.minimum, issue.inclusive)}.`;
  if (issue.code === "too_big") return `Must ${amount(issue.origin, "at most", issue.maximum, issue.inclusive)}.`;
  if (issue.code === "invalid_format") return `Must be ${FORMATS[issue.format] ?? "written otherwise"}.`;
  if (issue.code === "unrecognized_keys") {
    const names = issue.keys.map((key) => `“${key}”`).join(", ");
    return issue.keys.length === 1 ? `There is no field ${names} here.` : `There are no fields ${names} here.`;
  }
  return undefined;
}

function amount(origin: string, most: string, limit: number | bigint, isInclusive = true): string {
  const bound = isInclusive ? most : { "at least": "more than", "at most": "less than" }[most];
  if (origin === "string")
    return limit === 1 && most === "at least" ? "not be empty" : `have ${bound} ${limit} characters`;
  if (origin === "array" || origin === "set") return `have ${bound} ${limit === 1 ? "1 entry" : `${limit} entries`}`;
  return `be ${bound} ${limit}`;
}
