/*
 * What a check concluded, and how to say it. Browser-safe. The values are those of the enum Verdict of the database.
 */

import { type Explained, said } from "./explained";
import { NETWORK_REASONS, NETWORK_TEXT } from "./network-reason";

export const VERDICTS = ["unchecked", "valid", "failing", "broken", "blocked", "unreachable"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What asks for a person first comes first; what says nothing yet comes last. A refusal to us never outranks a failure. */
export const SEVERITY = [
  "broken",
  "unreachable",
  "failing",
  "blocked",
  "valid",
  "unchecked",
] as const satisfies Verdict[];

/** For marks and colours: one look for each meaning, never colour alone. */
export type Tone = "neutral" | "good" | "warning" | "bad" | "unsure";

/** How sure a check is that its verdict is what a visitor would say too (docs/verdicts.md). */
export const CONFIDENCES = ["high", "medium", "low"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const CONFIDENCE_TEXT: Record<Confidence, string> = {
  high: "The answer leaves no doubt, or time has confirmed it.",
  medium: "Most likely so; a reason that passes, or one that only our checks meet, is possible.",
  low: "Only a person who opens the page can tell.",
};

export const VERDICT_TEXT: Record<Verdict, Explained & { tone: Tone }> = {
  unchecked: {
    label: "Unchecked",
    tone: "neutral",
    meaning: "No check has asked this address yet.",
    nextStep: "Wait for the first check, or press Check now.",
  },
  valid: {
    label: "Valid",
    tone: "good",
    meaning: "The address answers with a page.",
    nextStep: "Nothing to do.",
  },
  failing: {
    label: "Failing",
    tone: "warning",
    meaning: "The last check failed; that it is broken is not confirmed yet.",
    nextStep: "Wait for the next check, or open the page yourself.",
  },
  broken: {
    label: "Broken",
    tone: "bad",
    meaning: "Several checks in a row have failed over at least a day.",
    nextStep: "Correct the address, or point to its snapshot.",
  },
  blocked: {
    label: "Blocked",
    tone: "unsure",
    meaning: "The host refuses our checks, which says nothing about what its visitors see.",
    nextStep: "Open the page yourself; the checks go on.",
  },
  unreachable: {
    label: "Unreachable",
    tone: "warning",
    meaning: "No web server answered; that it is broken is not confirmed yet.",
    nextStep: "Wait for the next check, or open the page yourself.",
  },
};

/** Every reason code of a check, grouped by what the probe met. */
export const REASONS = [
  "ok",
  "redirected",
  "moved_permanently",
  "not_modified",
  "accepted",
  "service_ok",
  "app_shell",
  "same_for_all",
  "drifted",
  "not_found",
  "gone",
  "legal",
  "client_error",
  "server_error",
  "empty_body",
  "soft_404",
  "parked",
  "service_exception",
  "forbidden",
  "rate_limited",
  "login_required",
  "payment_required",
  "request_timeout",
  "bot_wall",
  "unavailable",
  "nonstandard_code",
  ...NETWORK_REASONS,
  "no_url",
  "private_address",
  "excluded",
  "paused",
  "put_off",
] as const;
export type Reason = (typeof REASONS)[number];

export const REASON_TEXT: Record<Reason, Explained> = {
  ok: said("OK", "The page answers.", "Nothing to do."),
  redirected: said("Redirected", "The address leads on to another one, which answers.", "Nothing to do."),
  moved_permanently: said(
    "Moved for good",
    "The host says that the page has moved permanently; the new address answers.",
    "Replace the address with the new one.",
  ),
  not_modified: said("Not changed", "The host says that the page is unchanged since the last check.", "Nothing to do."),
  accepted: said("Accepted", "A rule for this host says that its answer is fine.", "Nothing to do."),
  service_ok: said(
    "Service answers",
    "The address alone gives an error, but the map or data service behind it answers.",
    "Nothing to do.",
  ),
  app_shell: said(
    "Application",
    "The host sends the same application for every address; only a browser could tell what it shows.",
    "Open the page yourself if it matters.",
  ),
  same_for_all: said(
    "Same page for all",
    "The page is as it was, but the host shows it for made-up addresses too.",
    "Open the page yourself.",
  ),
  drifted: said(
    "Changed a lot",
    "The page answers, but has little in common with what was there before.",
    "Open the page yourself; acknowledge it if it is right.",
  ),
  not_found: said(
    "Not found",
    "The host answers that there is no such page (404).",
    "Look for the page's new address.",
  ),
  gone: said("Gone", "The host answers that the page was removed for good (410).", "Point to its snapshot instead."),
  legal: said("Withdrawn", "The host may not show the page for legal reasons (451).", "Point to another source."),
  client_error: said("Refused request", "The host answers that the request is wrong (4xx).", "Open the page yourself."),
  server_error: said("Server error", "The host answers with an error of its own (5xx).", "Wait for the next check."),
  empty_body: said("Empty page", "The host answers, but with no content.", "Open the page yourself."),
  soft_404: said(
    "Error page",
    "The host answers with success, but with the page that it also gives for an address that we made up.",
    "Open the page yourself.",
  ),
  parked: said(
    "Parked name",
    "The site is gone: its name shows an advertising page in its place.",
    "Look for the site's new name.",
  ),
  service_exception: said(
    "Service error",
    "The web service answers with an error message instead of data.",
    "Check the parameters of the address.",
  ),
  forbidden: said("Forbidden", "The host refuses our checks (403).", "Open the page yourself."),
  rate_limited: said(
    "Rate limited",
    "The host asks us to come less often (429).",
    "Wait; the checks slow down by themselves.",
  ),
  login_required: said(
    "Sign-in required",
    "The page is only for people who sign in.",
    "Open it with your own account.",
  ),
  payment_required: said(
    "Payment required",
    "The page is only for paying visitors (402).",
    "Open it with your own account.",
  ),
  request_timeout: said(
    "Host timed out",
    "The host gave up waiting for our request (408).",
    "Wait for the next check.",
  ),
  bot_wall: said("Bot wall", "A service in front of the host lets only browsers pass.", "Open the page yourself."),
  unavailable: said(
    "Unavailable",
    "The host says that it is overloaded or under maintenance (503).",
    "Wait for the next check.",
  ),
  nonstandard_code: said(
    "Unknown code",
    "The host answers with a code outside the standard.",
    "Open the page yourself.",
  ),
  ...NETWORK_TEXT,
  no_url: said("No address", "There is no address to check.", "Enter one."),
  private_address: said(
    "Private address",
    "The address leads into a private network, which checks do not ask.",
    "The operator can allow it with ALLOWED_PRIVATE_HOSTS.",
  ),
  excluded: said("Excluded", "Checks of this address are excluded.", "An admin can lift it."),
  paused: said("Paused", "Checks are paused.", "They go on when the pause is lifted."),
  put_off: said("Put off", "The host is asked later, so that it is not asked too often.", "Wait for the next check."),
};

/** A stored code, which an older or newer version may have written: its text, or one that shows the code. */
export function reasonText(code: string): Explained {
  return Object.hasOwn(REASON_TEXT, code)
    ? REASON_TEXT[code as Reason]
    : said(code, `The check noted "${code}".`, "Open the page yourself.");
}
