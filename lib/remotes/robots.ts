import { type ProbeRequest, probe } from "./probe";
import type { Refusal } from "./probe-facts";
import { NO_ROBOTS_RULES, parseRobots, type RobotsRules } from "./robots-rules";

/** As much of a robots.txt as every visitor must read (RFC 9309, 2.5). */
const MAX_ROBOTS_BYTES = 512_000;

export type RobotsAnswer = {
  /**
   * `found`: the file was read. `none`: the host has none (4xx), so nothing is forbidden. `unreachable`: no answer, or 5xx; for the time
   * being nothing is known. `put_off`: the gate said no.
   */
  state: "found" | "none" | "unreachable" | "put_off";
  rules: RobotsRules;
  /** With `put_off`: when it may be asked. */
  until: Date | null;
  /** Who asked us to come less often, instead of answering; null if nobody did. */
  refusal: Refusal | null;
};

/** Reads the robots.txt of a URL's host, for the product named first in our User-Agent. Through the same gate and limits as any request. */
export async function readRobots(
  request: Omit<ProbeRequest, "validators" | "firstMethod" | "depth">,
): Promise<RobotsAnswer> {
  const url = new URL("/robots.txt", request.url).href;
  const limits = { ...request.limits, maxBodyBytes: MAX_ROBOTS_BYTES, sampleBytes: MAX_ROBOTS_BYTES };
  const { error, status, body, putOffUntil, refusal } = await probe({ ...request, url, limits, depth: "body" });
  const nothing = { rules: NO_ROBOTS_RULES, until: putOffUntil, refusal };
  if (error?.reason === "put_off") return { state: "put_off", ...nothing };
  if (error || status === null || status >= 500 || status === 429) return { state: "unreachable", ...nothing };
  // A page in its place is the host's answer to anything.
  if (status >= 300 || !body || body.isHtml) return { state: "none", ...nothing };
  const [agent = ""] = request.userAgent.split("/");
  return { state: "found", rules: parseRobots(body.sample, agent), until: null, refusal };
}
