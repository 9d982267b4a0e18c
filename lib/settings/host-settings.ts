import { z } from "zod";
import { setting } from "./setting-definition";

const group = "checks";

/** Settings of politeness: how checks treat the hosts they ask. */
export const HOST_SETTINGS = {
  "checks.redirectWaitSeconds": setting({
    group,
    label: "Wait for a turn at a host to which a redirect leads",
    schema: z.int().min(0).max(300),
    default: 15,
    unit: "seconds",
    reason: "Many addresses lead to one busy host; longer waits would hold up the host that is being checked.",
  }),
  "checks.maxCrawlDelaySeconds": setting({
    group,
    label: "Obey a crawl delay of robots.txt up to",
    schema: z.int().min(0).max(86_400),
    default: 60,
    unit: "seconds",
    reason: "Some files ask for days, which would mean never to finish; a minute between two requests hurts nobody.",
  }),
  "checks.obeyRobots": setting({
    group,
    label: "Leave out what robots.txt disallows",
    schema: z.boolean(),
    default: false,
    unit: null,
    reason:
      "A check asks for one address that your staff rely on, as they would; it doesn't crawl. Crawl delays are always kept.",
  }),
  "checks.robotsEveryHours": setting({
    group,
    label: "Read a host's robots.txt again after",
    schema: z.int().min(1).max(720),
    default: 24,
    unit: "hours",
    reason: "As RFC 9309 advises.",
  }),
  "checks.maxSlowdownSeconds": setting({
    group,
    label: "Slow down at a host that finds us too quick by at most",
    schema: z.int().min(0).max(3_600),
    default: 60,
    unit: "seconds",
    reason: "Each refusal doubles the gap; beyond a minute waiting alone doesn't help.",
  }),
  "checks.rateLimitedWaitSeconds": setting({
    group,
    label: "Leave a host alone that refuses us without saying for how long",
    schema: z.int().min(1).max(86_400),
    default: 60,
    unit: "seconds",
    reason: "Most limits count by the minute. A time that the host names is always kept, however long.",
  }),
  "checks.hostGiveUpAfter": setting({
    group,
    label: "Leave a host alone after so many checks in a row without any answer",
    schema: z.int().min(1).max(1_000),
    default: 5,
    unit: "count",
    reason: "Each silent check takes many seconds; five tell enough about the host for now.",
  }),
  "checks.hostGiveUpMinutes": setting({
    group,
    label: "and come back after",
    schema: z.int().min(1).max(10_080),
    default: 60,
    unit: "minutes",
    reason: "As soon as a failing resource is looked at again; who presses Check now is served at once.",
  }),
  "checks.profileEveryDays": setting({
    group,
    label: "Ask a host for an address that nobody has, every",
    schema: z.number().min(0.01).max(3_650),
    default: 30,
    unit: "days",
    reason: "Shows whether its good answers mean anything; hosts seldom change their ways.",
  }),
  "checks.incidentMinResources": setting({
    group,
    label: "Resources of one host that fail for a reason of the host count as one incident from",
    schema: z.int().min(2).max(1_000),
    default: 3,
    unit: "count",
    reason: "Two may be chance; from three on the host is the matter, and one line tells more than many.",
  }),
} as const;
