import { expect, test } from "vitest";
import { archiveCodeNextStep, archiveCodeWords, KNOWN_ARCHIVE_CODES } from "./archive-codes";
import { similarityWords, snapshotNextStep } from "./next-step";

test("every code of the archive has a sentence and a next step, while tries are left and after", () => {
  for (const code of [...KNOWN_ARCHIVE_CODES, "error:never-heard-of"]) {
    expect([code, archiveCodeWords(code).sentence]).toEqual([code, expect.stringMatching(/\.$/)]);
    for (const isAtEnd of [false, true])
      expect([code, archiveCodeNextStep(code, isAtEnd)]).toEqual([code, expect.stringMatching(/\.$/)]);
  }
});

test("a code that passes says so while tries are left, and asks for a press of Retry after them", () => {
  const told = { reason: "capture_failed", detail: null, archiveCode: "error:bad-gateway" };
  expect(snapshotNextStep({ ...told, status: "queued" })).toContain("tried again by itself");
  expect(snapshotNextStep({ ...told, status: "error" })).toContain("Press Retry");
});

test("a page that the archive did not find sends people to the address, not to Retry", () => {
  const told = { reason: "refused", detail: null, archiveCode: "error:not-found", status: "error" } as const;
  expect(snapshotNextStep(told)).toContain("address");
});

test("what a person paused says how it goes on, whatever the archive had said before", () => {
  const told = {
    reason: "paused_by_person",
    detail: null,
    archiveCode: "error:bad-gateway",
    status: "queued",
  } as const;
  expect(snapshotNextStep(told)).toBe("Press Resume to let it go on.");
});

test("what waits for keys or the next day says so, and its turn alone is nothing to do", () => {
  const told = { detail: null, archiveCode: null, status: "queued" } as const;
  expect(snapshotNextStep({ ...told, reason: "unauthorised" })).toContain("when the keys are good");
  expect(snapshotNextStep({ ...told, reason: "quota" })).toContain("00:00 UTC");
  expect(snapshotNextStep({ ...told, reason: null })).toContain("nothing to do");
});

test("likeness is told in words, and not at all when it is not known", () => {
  expect(similarityWords(null, 0.3)).toBeNull();
  expect(similarityWords(0.95, 0.3)).toBe("looks like the page");
  expect(similarityWords(0.1, 0.3)).toContain("looks different");
});
