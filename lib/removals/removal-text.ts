import { formatUtc } from "@/lib/format";
import type { RemovalScope } from "./removal-state";

/*
 * The e-mail that asks the Internet Archive for an exclusion. What belongs into it (exact addresses, period, ownership, context): its help
 * page "How do I request to remove something from archive.org?" and what people report of answers, 2026. Browser-safe.
 */

export type RemovalLetter = {
  scope: RemovalScope;
  /** All addresses that the resource had, the newest first. */
  urls: readonly string[];
  host: string;
  /** Newest first; capped by the caller, `moreCount` are left out. */
  snapshots: readonly { snapshotUrl: string; capturedAt: Date | null }[];
  moreCount: number;
  /** ISO days; null is open to that side. */
  from: string | null;
  to: string | null;
  reason: string;
  ownership: string;
  requester: { name: string; email: string | null; collection: string };
};

/** The letter, ready to be copied into an e-mail. */
export function removalText(letter: RemovalLetter): string {
  const { urls, snapshots, moreCount, reason, ownership, requester } = letter;
  const blocks = [
    "To the Internet Archive,",
    `please exclude ${whatIsMeant(letter)} from the Wayback Machine:`,
    urls.map((url) => `  ${url}`).join("\n"),
    `Captures meant: ${periodText(letter)}.`,
    snapshots.length > 0 &&
      `Captures that we know of:\n${snapshots.map(snapshotLine).join("\n")}${moreText(moreCount)}`,
    `Reason: ${reason}`,
    ownership && `Ownership: ${ownership}`,
    `This is asked by ${requester.name}${requester.email ? ` <${requester.email}>` : ""}, for “${requester.collection}”.`,
    "We can put a file on the site, or send what else you need, to show that we may ask for this. Please tell us what you decide.",
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

export function removalSubject({ scope, url, host }: { scope: string; url: string; host: string }): string {
  return `Removal from the Wayback Machine: ${scope === "host" ? host : url}`;
}

/** Longer addresses are cut or refused by mail programs and browsers (about 2,000 characters in common ones). */
const MAX_MAILTO_LENGTH = 1_900;

/** A link that opens the person's mail program. A text that would not fit into it is left out: then it is pasted. */
export function mailtoLink(mail: { to: string; subject: string; text: string }): { href: string; hasText: boolean } {
  const bare = `mailto:${encodeURIComponent(mail.to).replace("%40", "@")}?subject=${encodeURIComponent(mail.subject)}`;
  // RFC 6068: line breaks of a body are CR LF.
  const full = `${bare}&body=${encodeURIComponent(mail.text.replaceAll("\n", "\r\n"))}`;
  return full.length <= MAX_MAILTO_LENGTH ? { href: full, hasText: true } : { href: bare, hasText: false };
}

function whatIsMeant({ scope, host, urls }: RemovalLetter): string {
  if (scope === "host") return `everything of the host ${host}, that is every address that begins as these do,`;
  return urls.length === 1 ? "this address" : "these addresses";
}

function periodText({ from, to }: RemovalLetter): string {
  if (from === null && to === null) return "all, of whatever date, and no new ones";
  if (from === null) return `all until ${to}`;
  return to === null ? `from ${from} on` : `from ${from} to ${to}`;
}

function snapshotLine({ snapshotUrl, capturedAt }: RemovalLetter["snapshots"][number]): string {
  return `  ${capturedAt ? `${formatUtc(capturedAt)}  ` : ""}${snapshotUrl}`;
}

function moreText(count: number): string {
  return count > 0 ? `\n  and ${count} more` : "";
}
