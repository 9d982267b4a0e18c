import { formatDuration } from "@/lib/format";
import type { HostRow } from "@/lib/hosts/host-rows";

/** What a rule says, in a few words each. */
export function ruleWords({
  intervalMs,
  acceptedCodes,
  method,
}: Pick<NonNullable<HostRow["rule"]>, "intervalMs" | "acceptedCodes" | "method">): string[] {
  return [
    acceptedCodes.length > 0 ? `${acceptedCodes.join(", ")} ${acceptedCodes.length === 1 ? "is" : "are"} fine` : null,
    intervalMs === null ? null : intervalMs === 0 ? "no gap" : `a request every ${formatDuration(intervalMs)}`,
    method === null ? null : `asked by ${method}`,
  ].flatMap((words) => words ?? []);
}

/** What was learned of a host that is out of the ordinary, in a few words each. */
export function learnedWords({ method, madeUpStatus, crawlDelayMs }: HostRow["learned"]): string[] {
  return [
    method === "GET" ? "asked by GET" : null,
    madeUpStatus !== null && madeUpStatus < 400 ? "answers anything with success" : null,
    crawlDelayMs === null ? null : `crawl delay ${formatDuration(crawlDelayMs)}`,
  ].flatMap((words) => words ?? []);
}
