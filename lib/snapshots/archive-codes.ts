/**
 * When another try makes sense: `later` with growing waits, `once` after a long wait, `tomorrow` after 00:00 UTC, `never`,
 * `pause` everything for a while (the trouble is our account's), or ask a `person`.
 */
export type RetryClass = "later" | "once" | "tomorrow" | "never" | "pause" | "person";

export type CodeWords = {
  retry: RetryClass;
  sentence: string;
  /** What a person can do about it; without one, what its class says. */
  advice?: string;
};

/** What follows from a code of each class, as long as tries are left. */
const NEXT_STEPS: Record<RetryClass, string> = {
  later: "It is tried again by itself, with growing waits.",
  once: "It is tried once more by itself, late.",
  tomorrow: "It is tried again by itself after 00:00 UTC.",
  never: "Another try would end the same way. Press Retry only when the cause is gone.",
  pause: "All snapshots wait for a while, then it is tried again by itself.",
  person: "It is not tried again by itself: an admin has to look at it.",
};

const ADDRESS = "Look at the address: correct it if it is wrong, then the new one is archived by itself.";
const LET_IN =
  "The page lets the archive not in. If the site is yours, let archive.org in and press Retry; else keep a copy of your own.";

/**
 * The codes (`status_ext`) of Save Page Now 2 with what to do about each. Source: its public documentation of July 2026 and what
 * clients have recorded; details and dates: docs/wayback.md. Browser-safe.
 */
const ARCHIVE_CODES: Record<string, CodeWords> = {
  "error:bad-gateway": { retry: "later", sentence: "The page's server answered 502 to the archive." },
  "error:bad-request": {
    retry: "never",
    sentence: "The page's server called the archive's request wrong (400).",
    advice: ADDRESS,
  },
  "error:bandwidth-limit-exceeded": { retry: "once", sentence: "The page's server has used up its bandwidth (509)." },
  "error:blocked": { retry: "never", sentence: "The page's server turns the archive away (999).", advice: LET_IN },
  "error:blocked-client-ip": {
    retry: "person",
    sentence: "Our network address is on a block list of the archive.",
    advice: "An admin should ask the network's administrators why its address is listed (Spamhaus), then press Retry.",
  },
  "error:blocked-url": {
    retry: "never",
    sentence: "The archive does not capture this address.",
    advice: "The archive decides that. If the site is yours, ask info@archive.org why; else keep a copy of your own.",
  },
  "error:browsing-timeout": { retry: "later", sentence: "The archive's browser gave up waiting for the page." },
  "error:browser-running-error": { retry: "later", sentence: "The archive's browser failed." },
  "error:capture-location-error": { retry: "later", sentence: "The archive can't find what it captured." },
  "error:cannot-fetch": { retry: "later", sentence: "The archive is overloaded." },
  "error:celery": { retry: "later", sentence: "The archive could not start the capture." },
  "error:filesize-limit": {
    retry: "never",
    sentence: "The file is larger than the archive's limit of 2 GB.",
    advice: "Too large for the archive. Keep a copy of your own.",
  },
  "error:forbidden": { retry: "never", sentence: "The page's server refused the archive (403).", advice: LET_IN },
  "error:ftp-access-denied": { retry: "never", sentence: "The server refused the archive's access.", advice: LET_IN },
  "error:gateway-timeout": { retry: "later", sentence: "The page's server did not answer the archive in time (504)." },
  "error:http-version-not-supported": {
    retry: "never",
    sentence: "The page's server does not speak the archive's HTTP.",
  },
  "error:internal-server-error": { retry: "later", sentence: "The archive had an internal error." },
  "error:invalid-url": { retry: "never", sentence: "The archive calls this address wrong.", advice: ADDRESS },
  "error:invalid-url-syntax": { retry: "never", sentence: "The archive calls this address wrong.", advice: ADDRESS },
  "error:invalid-server-response": { retry: "once", sentence: "The archive could not read the page server's answer." },
  "error:invalid-host-resolution": { retry: "once", sentence: "The archive could not find the host's name." },
  "error:job-failed": { retry: "later", sentence: "The capture failed inside the archive." },
  "error:max-daily-bandwidth": { retry: "pause", sentence: "Our account's bytes for today are used up." },
  "error:max-daily-bandwidth-from-ip": { retry: "pause", sentence: "Our network's bytes for today are used up." },
  "error:max-daily-bandwidth-host": {
    retry: "tomorrow",
    sentence: "The archive has taken enough from this host today.",
  },
  "error:method-not-allowed": {
    retry: "never",
    sentence: "The page's server does not allow the archive's request (405).",
    advice: LET_IN,
  },
  "error:network-authentication-required": {
    retry: "never",
    sentence: "The page's network asks for a sign-in (511).",
    advice: "A page behind a sign-in can't be archived. Keep a copy of your own, or link to an open page.",
  },
  "error:no-access": { retry: "never", sentence: "The page's server refused the archive (403).", advice: LET_IN },
  "error:no-browsers-available": { retry: "later", sentence: "The archive has no free browser." },
  "error:no-captures": { retry: "once", sentence: "The archive could not reach the page, or is turned away by it." },
  "error:no-status": { retry: "later", sentence: "The archive lost track of the capture." },
  "error:not-found": { retry: "never", sentence: "The page's server answered 404 to the archive.", advice: ADDRESS },
  "error:not-implemented": { retry: "never", sentence: "The page's server answered 501 to the archive." },
  "error:protocol-error": { retry: "later", sentence: "The connection between the archive and the page broke." },
  "error:proxy-error": { retry: "later", sentence: "The archive's proxy failed." },
  "error:read-timeout": { retry: "later", sentence: "The page's server was too slow for the archive." },
  "error:redis-error": { retry: "later", sentence: "The archive had an internal error." },
  "error:service-unavailable": { retry: "later", sentence: "The page's server answered 503 to the archive." },
  "error:soft-time-limit-exceeded": { retry: "later", sentence: "The capture took longer than the archive allows." },
  "error:too-many-daily-captures": {
    retry: "tomorrow",
    sentence: "This address was captured often enough today, by all people together.",
  },
  "error:too-many-daily-captures-host": { retry: "tomorrow", sentence: "This host was captured often enough today." },
  "error:too-many-redirects": {
    retry: "never",
    sentence: "The address redirects more than three times.",
    advice: "Open the address, see where it leads in the end, and enter that address instead.",
  },
  "error:too-many-requests": { retry: "later", sentence: "The page's server asked the archive to slow down (429)." },
  "error:unauthorized": {
    retry: "never",
    sentence: "The page asks the archive for a sign-in (401).",
    advice: "A page behind a sign-in can't be archived. Keep a copy of your own, or link to an open page.",
  },
  "error:user-session-limit": { retry: "pause", sentence: "All capture slots of our account are in use." },
};

const KNOWN = new Map(Object.entries(ARCHIVE_CODES));

/** What a code of the archive means; an unknown one is tried once more, late, and shown as it is. */
export function archiveCodeWords(code: string): CodeWords {
  return (
    KNOWN.get(code) ??
    KNOWN.get(code === "nocaptures" ? "error:no-captures" : `error:${code}`) ?? {
      retry: "once",
      sentence: `The archive answered ${code}, which Holdfast does not know.`,
    }
  );
}

/** What happens next after a code, or what a person can do. `isAtEnd`: it is not tried again by itself. */
export function archiveCodeNextStep(code: string, isAtEnd: boolean): string {
  const { retry, advice } = archiveCodeWords(code);
  if (advice) return advice;
  const passes = retry !== "never" && retry !== "person";
  return isAtEnd && passes ? "Its tries are used up. Press Retry for another round." : NEXT_STEPS[retry];
}

/** Codes worth filtering by. */
export const KNOWN_ARCHIVE_CODES: readonly string[] = Object.keys(ARCHIVE_CODES);
