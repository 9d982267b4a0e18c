import { createHash } from "node:crypto";
import { Environment } from "@marcbachmann/cel-js";
import { canonicalJson } from "./canonical-json";

/** What an expression sees: `event` is the run's trigger, `async` the other event (cancelOn, waitForEvent). */
export type ExpressionScope = { event: unknown; async?: unknown };

export type Expression = {
  text: string;
  /** The value; undefined if it can't be computed, e.g. because a field that it names is missing. */
  evaluate(scope: ExpressionScope): unknown;
  /** The part of an event that the expression looks at, so that a waiting run need not keep the whole event in memory. */
  reduceEvent(event: unknown): unknown;
};

type Node = { op: string; args: unknown };

/** Functions' expressions are few, but a `waitForEvent` may write values into its text: so only the latest are kept compiled. */
const CACHE_SIZE = 2_000;
const cache = new Map<string, Expression>();
const environment = makeEnvironment();

/** Compiles a CEL expression over `event` and `async`. Throws one sentence if it is wrong. */
export function compileExpression(text: string): Expression {
  const known = cache.get(text);
  if (known) return known;
  const expression = compile(text);
  cache.set(text, expression);
  if (cache.size > CACHE_SIZE) cache.delete(cache.keys().next().value ?? "");
  return expression;
}

/** Whether a condition holds; one that can't be computed does not. No condition always holds. */
export function holds(condition: Expression | null, scope: ExpressionScope): boolean {
  return condition === null || condition.evaluate(scope) === true;
}

/** The value of a key expression as a text that fits an index; one text for all events when there is no key. */
export function keyOf(key: Expression | null, event: unknown): string {
  if (key === null) return "";
  const value = key.evaluate({ event });
  const text = canonicalJson(toJson(value) ?? null);
  return text.length <= 200 ? text : `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** Seconds by which a run goes ahead of others, from -600 to 600; 0 if the expression gives no number. */
export function prioritySeconds(priority: Expression | null, event: unknown): number {
  const result = priority === null ? 0 : toJson(priority.evaluate({ event }));
  // An object may refuse to become a number.
  const value = typeof result === "object" ? 0 : Number(result);
  return Number.isFinite(value) ? Math.min(600, Math.max(-600, value)) : 0;
}

function compile(text: string): Expression {
  let parsed: ReturnType<Environment["parse"]>;
  try {
    parsed = environment.parse(text);
    const check = parsed.check();
    if (!check.valid) throw check.error;
  } catch (cause) {
    const [detail] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    throw new Error(`The expression "${text}" is wrong: ${detail}`, { cause });
  }
  const paths: string[][] = [];
  const isWholeEventNeeded = !collectPaths(parsed.ast, paths);
  return {
    text,
    evaluate(scope) {
      try {
        return parsed(scope as Record<string, unknown>);
      } catch {
        // CEL has no "missing": a field that an event lacks makes an error. It means "can't tell" here.
        return undefined;
      }
    },
    reduceEvent: (event) => (isWholeEventNeeded ? event : pickPaths(event, paths)),
  };
}

/** Numbers of JSON are doubles in CEL, which has no arithmetic between them and the integers people write. */
function makeEnvironment(): Environment {
  const env = new Environment({ homogeneousAggregateLiterals: false })
    .registerVariable("event", "dyn")
    .registerVariable("async", "dyn");
  const operations: Record<string, (a: number, b: number) => number> = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
  };
  for (const [sign, compute] of Object.entries(operations)) {
    env.registerOperator(`double ${sign} int`, (a: number, b: bigint) => compute(a, Number(b)));
    env.registerOperator(`int ${sign} double`, (a: bigint, b: number) => compute(Number(a), b));
  }
  return env;
}

/** Collects the fields of `event` that a syntax tree names; false if it uses the event in another way than by field names. */
function collectPaths(tree: unknown, paths: string[][]): boolean {
  if (Array.isArray(tree)) return tree.every((branch) => collectPaths(branch, paths));
  if (!isNode(tree)) return true;
  const path = fieldPath(tree);
  if (path?.[0] === "event") {
    paths.push(path.slice(1));
    return path.length > 1;
  }
  return collectPaths(tree.args, paths);
}

/** `event.data.n` and `event.data["n"]` as ["event", "data", "n"]; null for anything that is no plain chain of fields. */
function fieldPath(node: Node): string[] | null {
  if (node.op === "id" && typeof node.args === "string") return [node.args];
  if ((node.op !== "." && node.op !== "[]") || !Array.isArray(node.args)) return null;
  const [target, field] = node.args as [unknown, unknown];
  const before = isNode(target) ? fieldPath(target) : null;
  const name = isNode(field) && field.op === "value" ? field.args : field;
  return before && typeof name === "string" ? [...before, name] : null;
}

function pickPaths(event: unknown, paths: string[][]): unknown {
  const reduced: Record<string, unknown> = {};
  for (const path of paths) {
    let from: unknown = event;
    let into = reduced;
    for (const [depth, name] of path.entries()) {
      if (from === null || typeof from !== "object" || !Object.hasOwn(from, name)) break;
      from = (from as Record<string, unknown>)[name];
      const isLast = depth === path.length - 1;
      if (isLast) into[name] = from;
      else if (from !== null && typeof from === "object") {
        into[name] ??= {};
        into = into[name] as Record<string, unknown>;
      } else into[name] = from;
    }
  }
  return reduced;
}

/** CEL's values as JSON data: its integers are bigints, and it has kinds that JSON has not. */
function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "op" in value && "args" in value;
}
