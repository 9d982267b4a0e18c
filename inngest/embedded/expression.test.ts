import { expect, test } from "vitest";
import { compileExpression, holds, keyOf, prioritySeconds } from "./expression";

const event = { name: "x/a", data: { n: 1, host: "example.org", isUrgent: true, tags: ["a", "b"], deep: { k: "v" } } };

test("a condition compares the run's trigger with the other event", () => {
  const condition = compileExpression("event.data.n == async.data.n && async.data.kind == 'stop'");
  expect(holds(condition, { event, async: { data: { n: 1, kind: "stop" } } })).toBe(true);
  expect(holds(condition, { event, async: { data: { n: 2, kind: "stop" } } })).toBe(false);
  expect(holds(null, { event })).toBe(true);
});

test("a condition on a missing field does not hold", () => {
  expect(holds(compileExpression("event.data.nothing == 1"), { event })).toBe(false);
  expect(holds(compileExpression("event.data.n"), { event })).toBe(false);
});

test("a key is one text per value, short enough for an index", () => {
  expect(keyOf(compileExpression("event.data.host"), event)).toBe('"example.org"');
  expect(keyOf(compileExpression("event.data.host + '-' + string(event.data.n)"), event)).toBe('"example.org-1"');
  expect(keyOf(compileExpression("event.data.nothing"), event)).toBe("null");
  expect(keyOf(null, event)).toBe("");
  expect(keyOf(compileExpression("event.data.host"), { data: { host: "h".repeat(5_000) } })).toMatch(/^sha256:.{64}$/);
});

test("a priority is a number of seconds within ten minutes", () => {
  expect(prioritySeconds(compileExpression("event.data.isUrgent ? 100 : 0"), event)).toBe(100);
  expect(prioritySeconds(compileExpression("event.data.n * 1000"), event)).toBe(600);
  expect(prioritySeconds(compileExpression("-1 - event.data.n"), event)).toBe(-2);
  expect(prioritySeconds(compileExpression("event.data.nothing"), event)).toBe(0);
});

test("a wrong expression is refused with a sentence", () => {
  for (const text of ["event.data.", "resource.id == 1", "event.data.n ==== 1", ""])
    expect(() => compileExpression(text), text).toThrow(`The expression "${text}" is wrong`);
});

test("a waiting run keeps only the fields that its condition names", () => {
  const reduce = (text: string) => compileExpression(text).reduceEvent(event);
  expect(reduce("event.data.n == async.data.n && event.data['host'] == async.data.host")).toEqual({
    data: { n: 1, host: "example.org" },
  });
  expect(reduce("event.data.deep.k == 'v' || event.data.nothing == 1")).toEqual({ data: { deep: { k: "v" } } });
  expect(reduce("async.data.ok == true")).toEqual({});
  expect(reduce("event == async")).toBe(event);
});

test("a condition gives the same answer on the reduced event", () => {
  for (const text of [
    "event.data.n == async.data.n",
    "event.data.tags.exists(t, t == async.data.tag)",
    "has(event.data.none)",
  ]) {
    const condition = compileExpression(text);
    const other = { data: { n: 1, tag: "b" } };
    const scope = { event: condition.reduceEvent(event), async: other };
    expect(holds(condition, scope), text).toBe(holds(condition, { event, async: other }));
  }
});
