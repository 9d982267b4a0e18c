import { z } from "zod";
import { formatNumber } from "@/lib/format";
import { SETTINGS, type SettingKey } from "./definitions";
import type { SettingUnit } from "./setting-definition";

/** A value that fits its setting, or the sentence that says which values would. */
export type ParsedSetting = { isFit: true; value: unknown } | { isFit: false; sentence: string };

/** Judges a value by its setting's rule. The sentences are made of the rule's bounds and the unit, here and nowhere else. */
export function parseSetting(key: SettingKey, given: unknown): ParsedSetting {
  const { unit } = SETTINGS[key];
  const schema: z.ZodType = SETTINGS[key].schema;
  const result = schema.safeParse(given);
  if (result.success) return { isFit: true, value: result.data };
  // A pattern says in its own words what may stand there.
  const pattern = result.error.issues.find(({ code }) => code === "invalid_format");
  return { isFit: false, sentence: pattern?.message ?? ruleInWords(Rule.parse(z.toJSONSchema(schema)), unit) };
}

/** The parts of a JSON schema that say what a setting may be. */
const NumberRule = z.object({
  type: z.enum(["number", "integer"]),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
});
const Rule = z.discriminatedUnion("type", [
  z.object({ type: z.literal("boolean") }),
  z.object({ type: z.literal("string"), maxLength: z.number().optional() }),
  z.object({ type: z.literal("array"), items: NumberRule, minItems: z.number(), maxItems: z.number() }),
  NumberRule,
]);

function ruleInWords(rule: z.output<typeof Rule>, unit: SettingUnit | null): string {
  if (rule.type === "boolean") return "Must be on (true) or off (false).";
  if (rule.type === "string")
    return rule.maxLength === undefined ? "Must be a text." : `Must be a text of ${rule.maxLength} characters at most.`;
  if (rule.type !== "array") return `Must be ${rule.type === "integer" ? "a whole number " : ""}${bounds(rule, unit)}.`;
  return `Must be ${rule.minItems} to ${rule.maxItems} numbers, each ${bounds(rule.items, unit)}.`;
}

/** "between 1 and 365 days", "more than 0 and at most 720 hours"; a plain count has no unit. */
function bounds(rule: z.output<typeof NumberRule>, unit: SettingUnit | null): string {
  const measure = unit === null || unit === "count" ? "" : ` ${unit}`;
  const { minimum, exclusiveMinimum, maximum } = rule;
  const most = maximum === undefined ? undefined : `${formatNumber(maximum)}${measure}`;
  const least = minimum ?? exclusiveMinimum;
  if (least === undefined) return most === undefined ? "a number" : `at most ${most}`;
  if (most !== undefined && minimum !== undefined) return `between ${formatNumber(least)} and ${most}`;
  const from = `${minimum === undefined ? "more than" : "at least"} ${formatNumber(least)}`;
  return most === undefined ? `${from}${measure}` : `${from} and at most ${most}`;
}
