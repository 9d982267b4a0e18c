import { z } from "zod";
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from "@/lib/page";
import { REMOVAL_STATES } from "@/lib/removals/removal-state";
import { ResourceFilterInput } from "@/lib/resources/input";
import { RESOURCE_SORTS, SNAPSHOT_FILTERS } from "@/lib/resources/query";
import { REASONS, VERDICTS } from "@/lib/resources/verdict";
import { SNAPSHOT_LANES, SNAPSHOT_WAITS } from "@/lib/snapshots/query";
import { textInput } from "@/lib/storable-text";
import { SnapshotStatus } from "@/prisma/generated/enums";

/** Given once, several times, or separated by commas. */
const several = <T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess(
    (given) => (given === undefined ? undefined : [given].flat().flatMap((text) => String(text).split(","))),
    z.array(z.enum(values)).optional(),
  );

/** Every list's. */
export const PageQuery = z.object({
  cursor: z.string().max(1_000).optional().describe("`nextCursor` of the page before."),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
});

export const ResourcesQuery = PageQuery.extend({
  q: ResourceFilterInput.shape.q,
  collection: ResourceFilterInput.shape.collection.describe("Slug."),
  inside: z.stringbool().optional().describe("With the collections inside it."),
  acknowledged: z.stringbool().optional().describe("Whether somebody has acknowledged the outcome."),
  verdict: several(VERDICTS),
  reason: several(REASONS),
  httpStatus: z.coerce
    .number()
    .int()
    .min(0)
    .max(999)
    .optional()
    .describe("Code of the last answer; 4 for all of 400 to 499, and so on."),
  visibility: ResourceFilterInput.shape.visibility,
  snapshot: several(SNAPSHOT_FILTERS),
  change: ResourceFilterInput.shape.change.describe("Against `since`, by the newest check until then."),
  since: ResourceFilterInput.shape.since.describe("Default: a week ago."),
  work: ResourceFilterInput.shape.work.describe("Checks that were asked for, are being done, or are due."),
  host: ResourceFilterInput.shape.host.describe("host[:port] of the address, exactly."),
  sort: z.enum(RESOURCE_SORTS).optional(),
  descending: z.stringbool().optional(),
});

export const OverviewQuery = z.object({
  since: z.iso.datetime().optional().describe("What changes are against. Default: a week ago."),
});

export const SnapshotsQuery = PageQuery.extend({
  status: several(Object.values(SnapshotStatus) as [SnapshotStatus, ...SnapshotStatus[]]),
  q: textInput().max(300).optional().describe("Part of the URL."),
  archiveCode: textInput().max(100).optional().describe("The archive's own code."),
  reason: textInput().max(100).optional().describe("Why it waits, was left out or failed: our own code."),
  waits: z.enum(SNAPSHOT_WAITS).optional().describe("How those in the queue wait: their turn, a later time, a person."),
  lane: several(SNAPSHOT_LANES),
  collection: textInput().max(100).optional().describe("Slug."),
  resourceId: textInput().max(20).optional(),
});

export const RemovalsQuery = PageQuery.extend({
  state: several(REMOVAL_STATES),
  q: textInput().max(300).optional().describe("Part of the URL."),
  collection: textInput().max(100).optional().describe("Slug."),
  resourceId: textInput().max(20).optional(),
});

export const ActivityQuery = PageQuery.extend({
  actor: textInput().max(300).optional().describe("Part of the actor's name."),
  action: textInput().max(100).optional().describe("e.g. resource.added"),
  subjectKind: textInput().max(50).optional(),
  subjectId: textInput().max(100).optional(),
  collection: textInput().max(100).optional().describe("Slug."),
  q: textInput().max(300).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});
