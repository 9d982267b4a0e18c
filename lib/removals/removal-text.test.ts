import { expect, test } from "vitest";
import { REMOVAL_STATES, removalStatesAfter, removalStatesBefore } from "./removal-state";
import { mailtoLink, removalSubject } from "./removal-text";

test("the mail link carries address, subject and text, with line breaks as mail wants them", () => {
  const subject = removalSubject({ scope: "url", url: "https://example.org/a?b&c", host: "example.org" });
  const { href, hasText } = mailtoLink({ to: "info@archive.org", subject, text: "One.\n\nTwo & three.\n" });
  expect(hasText).toBe(true);
  const link = new URL(href);
  expect([link.protocol, link.pathname]).toEqual(["mailto:", "info@archive.org"]);
  expect(link.searchParams.get("subject")).toContain("https://example.org/a?b&c");
  expect(link.searchParams.get("body")).toBe("One.\r\n\r\nTwo & three.\r\n");
});

test("a text that mail programs would cut is left out of the link", () => {
  const { href, hasText } = mailtoLink({ to: "info@archive.org", subject: "S", text: "ä".repeat(1_000) });
  expect(hasText).toBe(false);
  expect(href).toBe("mailto:info@archive.org?subject=S");
});

test("nothing but sending leads out of a draft, and nothing leads back to one", () => {
  expect(removalStatesAfter("drafted")).toEqual(["sent"]);
  expect(removalStatesBefore("drafted")).toEqual([]);
  for (const state of REMOVAL_STATES) expect(removalStatesAfter(state)).not.toContain(state);
});
