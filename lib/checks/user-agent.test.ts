import { expect, test } from "vitest";
import { userAgent } from "./user-agent";

test("we say who we are and how to reach us, in one header that no list of bots refuses", () => {
  expect(userAgent("https://example.org/about")).toMatch(/^Holdfast\/[\d.]+ \(\+https:\/\/example\.org\/about\)$/);
  expect(userAgent("")).toMatch(/^Holdfast\/[\d.]+$/);
  expect(userAgent("me@example.org\r\nx: y) (")).toMatch(/^Holdfast\/[\d.]+ \(\+[\x20-\x7e]+\)$/);
  expect(userAgent("me@example.org").toLowerCase()).not.toMatch(/link|check|bot|crawl/);
});
