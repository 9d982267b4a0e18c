import type { ProbeFacts } from "./probe-facts";

/** Whether HEAD's answer can be trusted without asking for the page itself. */
export function isConclusive(head: ProbeFacts): boolean {
  if (head.error) return head.error.reason === "put_off" || !["headers", "body"].includes(head.error.phase);
  const status = head.status ?? 0;
  if (head.headers["cf-mitigated"] !== undefined) return true;
  if (status === 304) return head.sentValidators !== null;
  // Asking again would get the same, and these hosts asked us to stay away.
  if ([401, 402, 407, 429].includes(status) || (status === 503 && head.headers["retry-after"] !== undefined))
    return true;
  return status >= 200 && status <= 299 && !isSuspect(head);
}

/** A good code that the body may belie. */
function isSuspect({ headers, hops, finalUrl }: ProbeFacts): boolean {
  const { "content-length": declared, "content-type": type = "" } = headers;
  // Pages made on the fly have no length before they are made. Without a type there is nothing to go by.
  const length = declared === undefined ? Number.NaN : Number(declared);
  if (declared === undefined ? type === "" : !(length >= 2)) return true;
  // Errors of web services come as small XML or JSON with a good status, sign-in pages after a redirect: the body tells.
  if (/xml|json/i.test(type) && !type.includes("xhtml") && !(length >= 65_536)) return true;
  // Imperva's challenge comes with a good status, and is small.
  if (headers["x-iinfo"] !== undefined && !(length >= 4_096)) return true;
  return hops.length > 1 && /log-?in|sign-?in|sso|auth/i.test(finalUrl);
}

/** Whether GET gave the page that HEAD was refused: the next time this host is better asked by GET at once. */
export function wasHeadOdd(head: ProbeFacts, get: ProbeFacts): boolean {
  if (get.error || get.status === null || get.status >= 400) return false;
  return head.error !== null || head.status === null || head.status >= 400;
}
