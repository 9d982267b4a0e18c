import { z } from "zod";
import { PageQuery } from "@/lib/api/queries";
import { apiShapes, Instant } from "@/lib/api/shapes";
import { HostName } from "@/lib/hosts/input";
import { HOST_MARKS, HOST_SORTS } from "@/lib/hosts/query";
import { VERDICTS } from "@/lib/resources/verdict";
import { textInput } from "@/lib/storable-text";

const Maybe = Instant.nullable();
const count = z.number().int();

/** A host as the API shows it. */
export const HostJson = z.object({
  host: z.string().describe("host[:port], lower case."),
  resourceCount: count,
  verdicts: z.record(z.enum(VERDICTS), count).describe("Resources by verdict."),
  state: z
    .enum([
      "paused",
      "retry_after",
      "rate_limited",
      "no_answer",
      "at_work",
      "unanswered",
      "refusing",
      "slowed",
      "fine",
      "unasked",
    ])
    .describe("The strongest of what holds now."),
  nextAt: Maybe.describe("No request before this; null: at once, or when the pause is lifted."),
  pause: z.object({ since: Maybe, until: Maybe, reason: z.string(), by: z.string().nullable() }).nullable(),
  wait: z
    .object({ until: Instant, reason: z.string().nullable().describe("retry_after, rate_limited or no_answer.") })
    .nullable(),
  rule: z
    .object({
      intervalMs: count.nullable(),
      acceptedCodes: z.array(count),
      method: z.string().nullable(),
      reason: z.string(),
      expiresAt: Maybe,
      createdAt: Instant,
      createdBy: z.string(),
    })
    .nullable(),
  incident: z
    .object({ resourceCount: count, reason: z.string(), since: Maybe, lastAnswerAt: Maybe, sentence: z.string() })
    .nullable()
    .describe("It fails as a whole: one thing to look at, not one for each resource."),
  recent: z.object({ checks: count, refused: count }).describe("Checks of late, and how many of them it refused."),
  slowdownMs: count.describe("Added to the gap between requests because it found us too quick."),
  lastAskedAt: Maybe,
  lastStatus: count.nullable(),
  learned: z.object({
    method: z.string().nullable().describe("GET when HEAD is refused or wrong here."),
    madeUpStatus: count.nullable().describe("What it answers to an address that nobody has."),
    crawlDelayMs: count.nullable().describe("Of robots.txt."),
    robotsState: z.string().nullable(),
    robotsReadAt: Maybe,
  }),
});
apiShapes.add(HostJson, { id: "Host", description: "A host, and how checks treat it." });

/** Given once, several times, or separated by commas. */
const marks = z.preprocess(
  (given) => (given === undefined ? undefined : [given].flat().flatMap((text) => String(text).split(","))),
  z.array(z.enum(HOST_MARKS)).optional(),
);

export const HostsQuery = PageQuery.extend({
  q: textInput().max(300).optional().describe("Part of the host."),
  mark: marks.describe("Any of these."),
  sort: z.enum(HOST_SORTS).optional(),
  descending: z.stringbool().optional(),
});

export const HostParams = z.object({ host: HostName });
