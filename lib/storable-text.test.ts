import { expect, test } from "vitest";
import { AddCollectionInput, EditCollectionInput } from "@/lib/collections/input";
import { AddResourceInput, EditResourceInput, ResourceFilterInput } from "@/lib/resources/input";
import { storableJson, textInput } from "@/lib/storable-text";
import { AddUserInput } from "@/lib/users/input";

const HALF = "\u{1f4da}".slice(0, 1);
const resource = { collection: "c", url: "https://example.org/", title: "t" };

test.each([
  ["a new resource", "title", AddResourceInput, resource],
  ["a new resource", "url", AddResourceInput, resource],
  ["a new resource", "collection", AddResourceInput, resource],
  ["an edited resource", "reason", EditResourceInput, {}],
  ["a filter", "q", ResourceFilterInput, {}],
  ["a new collection", "name", AddCollectionInput, { name: "n" }],
  ["an edited collection", "description", EditCollectionInput, {}],
  ["a person", "name", AddUserInput, { email: "a@example.org" }],
])("%s with NUL or half a character in its %s is refused with a sentence", (_, field, schema, input) => {
  expect(schema.safeParse({ ...input, ...(field === "url" ? {} : { [field]: "whole" }) }).error).toBeUndefined();
  for (const character of ["\0", HALF]) {
    const { error } = schema.safeParse({ ...input, [field]: `a${character}b` });
    expect(error?.issues[0]).toMatchObject({ path: [field], message: expect.stringMatching(/\.$/) });
  }
});

test("whole characters of any plane are stored as they are", () => {
  expect(textInput().parse("a\u{1f4da}\u00e9\n")).toBe("a\u{1f4da}\u00e9\n");
  expect(storableJson({ a: ["\u{1f4da}", `x${HALF}`, "\0"], n: 1, none: null })).toBe(
    '{"a":["\u{1f4da}","x\uFFFD","\uFFFD"],"n":1,"none":null}',
  );
});
