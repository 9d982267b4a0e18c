/*
 * robots.txt as RFC 9309 has it, with Crawl-delay, which it doesn't have but many files do. Pure; browser-safe.
 */

export type RobotsRules = {
  /** In force for us: those of the group that names us, else of `*`. In no order. */
  rules: { isAllowed: boolean; path: string }[];
  /** How long to wait between two requests; null if the file asks for nothing. */
  crawlDelayMs: number | null;
};

/** No file, an empty one, or one that does not mean us. */
export const NO_ROBOTS_RULES: RobotsRules = { rules: [], crawlDelayMs: null };

/** Longer delays are mistakes, or meant to keep all programs away: a weekly look does no harm either. */
const MAX_CRAWL_DELAY_MS = 3_600_000;

type Group = { agents: string[]; rules: RobotsRules["rules"]; crawlDelayMs: number | null };

/**
 * What a robots.txt says to a visitor whose product token is `agent` ("Holdfast"). Groups that name it are taken together; only without
 * one do those for `*` count. Lines that make no sense are passed over.
 */
export function parseRobots(text: string, agent: string): RobotsRules {
  const groups = readGroups(text);
  const token = agent.toLowerCase();
  const named = groups.filter(({ agents }) => agents.includes(token));
  const ours = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes("*"));
  const delays = ours.map(({ crawlDelayMs }) => crawlDelayMs).filter((delay) => delay !== null);
  return {
    rules: ours.flatMap(({ rules }) => rules),
    crawlDelayMs: delays.length === 0 ? null : Math.max(...delays),
  };
}

function readGroups(text: string): Group[] {
  const groups: Group[] = [];
  let isHead = false;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)) {
    // By positions: an expression for all of it can be made to take hours.
    const [plain = ""] = line.slice(0, 2_000).split("#", 1);
    const colon = plain.indexOf(":");
    if (colon < 0) continue;
    const key = plain.slice(0, colon).trim().toLowerCase();
    const value = plain.slice(colon + 1).trim();
    if (key === "user-agent") {
      // Names in a row share what follows.
      if (!isHead) groups.push({ agents: [], rules: [], crawlDelayMs: null });
      groups.at(-1)?.agents.push(tokenOf(value));
      isHead = true;
      continue;
    }
    const group = groups.at(-1);
    if (group && readRule(group, key, value)) isHead = false;
  }
  return groups;
}

/** The token without its version: "Holdfast/1.0" means "holdfast". */
function tokenOf(value: string): string {
  return (/^(\*|[\w-]+)/.exec(value)?.[1] ?? "").toLowerCase();
}

/** Whether the line was a rule. Sitemaps and others may stand anywhere and end nothing. */
function readRule(group: Group, key: string, value: string): boolean {
  if (key === "allow" || key === "disallow") {
    // An empty path forbids nothing and allows nothing.
    if (value !== "") group.rules.push({ isAllowed: key === "allow", path: encoded(value) });
    return true;
  }
  if (key !== "crawl-delay") return false;
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (seconds > 0) group.crawlDelayMs = Math.min(Math.ceil(seconds * 1_000), MAX_CRAWL_DELAY_MS);
  return true;
}

/** Whether the file lets us ask for this URL: the longest rule that fits decides, and of equally long ones the one that allows. */
export function isAllowedByRobots({ rules }: RobotsRules, url: string): boolean {
  const { pathname, search } = new URL(url);
  const target = encoded(pathname + search);
  if (pathname === "/robots.txt") return true;
  let [longest, isAllowed] = [-1, true];
  for (const rule of rules) {
    const { length } = rule.path;
    const isStronger = length > longest || (length === longest && rule.isAllowed);
    if (isStronger && fits(rule.path, target)) [longest, isAllowed] = [length, rule.isAllowed];
  }
  return isAllowed;
}

/** One spelling for what may be written in several (RFC 9309, 2.2.2). */
function encoded(path: string): string {
  return path
    .replace(/\p{Cs}+/gu, "")
    .replace(/[^\x21-\x7e]+/gu, encodeURIComponent)
    .replace(/%([\da-f]{2})/gi, (whole, hex: string) => {
      const letter = String.fromCharCode(Number.parseInt(hex, 16));
      return /[\w.~-]/.test(letter) ? letter : whole.toUpperCase();
    });
}

/** `*` stands for anything, `$` at the end for the end. One step per piece: no rule can make this slow. */
function fits(rule: string, target: string): boolean {
  const isWhole = rule.endsWith("$");
  const [first = "", ...pieces] = (isWhole ? rule.slice(0, -1) : rule).split("*");
  if (!target.startsWith(first)) return false;
  let at = first.length;
  const last = isWhole ? pieces.pop() : undefined;
  for (const piece of pieces) {
    const found = target.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  if (!isWhole) return true;
  if (last === undefined) return at === target.length;
  return target.length - last.length >= at && target.endsWith(last);
}
