import { expect, test } from "vitest";
import { Verdict } from "@/prisma/generated/enums";
import { REASON_TEXT, REASONS, reasonText, VERDICT_TEXT, VERDICTS } from "./verdict";

test("the verdicts are those of the database", () => {
  expect([...VERDICTS]).toEqual(Object.values(Verdict));
});

test("every verdict and every reason has a label of its own, a meaning and a next step that end like sentences", () => {
  const texts = [...VERDICTS.map((v) => VERDICT_TEXT[v]), ...REASONS.map((r) => REASON_TEXT[r])];
  for (const text of texts) {
    expect(text.label.length).toBeGreaterThan(1);
    expect(text.meaning).toMatch(/^[A-Z].*\.$/);
    expect(text.nextStep).toMatch(/^[A-Z].*\.$/);
  }
  expect(new Set(texts.map((text) => text.label)).size).toBe(texts.length);
});

test("a code that this version does not know is shown as it is", () => {
  expect(reasonText("gone").label).toBe("Gone");
  expect(reasonText("toString")).toMatchObject({ label: "toString" });
});
