import { z } from "zod";
import { REMOVAL_SCOPES, REMOVAL_STATES } from "@/lib/removals/removal-state";
import { VISIBILITIES } from "@/lib/resources/query";
import { VERDICTS } from "@/lib/resources/verdict";
import { SnapshotStatus } from "@/prisma/generated/enums";

/** Shapes that have a name in the OpenAPI document. */
export const apiShapes = z.registry<{ id: string; description?: string }>();

const named = <S extends z.ZodType>(id: string, description: string, schema: S): S => {
  apiShapes.add(schema, { id, description });
  return schema;
};

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime();
const Maybe = Instant.nullable();

/** One page of a list. Send `nextCursor` back as `cursor` for the next; null means that this is the last. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });

export const ResourceSnapshotJson = z.object({
  status: z.enum(SnapshotStatus).nullable().describe("Of the newest snapshot; null when there never was one."),
  detail: z.string().nullable().describe("Why it waits, was skipped or failed."),
  url: z.string().nullable().describe("The newest successful snapshot; a later failure never removes it."),
  jobId: z.string().nullable(),
  capturedAt: Maybe,
  verifiedAt: Maybe,
  nextEligibleAt: Maybe.describe("When a snapshot may be made again without force; null: now."),
});

export const ResourceJson = named(
  "Resource",
  "One URL that somebody depends on, in one collection.",
  z.object({
    id: z.string(),
    url: z.string(),
    collection: z.string().describe("Slug."),
    title: z.string(),
    visibility: z.enum(VISIBILITIES),
    unlisted: z.boolean(),
    readersUrl: z
      .string()
      .nullable()
      .describe(
        "Its page for readers, open to everybody; null when it has none: not public, unlisted, or switched off.",
      ),
    permanentAt: Instant.describe("From then on its owner may no longer delete it."),
    verdict: z.enum(VERDICTS),
    reason: z.string().nullable(),
    confidence: z.string().nullable().describe("How sure the last check is: high, medium, low; null before the first."),
    verdictSince: Maybe.describe("When the present verdict began."),
    httpStatus: z.number().int().nullable(),
    finalUrl: z.string().nullable(),
    failureStreak: z.number().int(),
    firstFailureAt: Maybe,
    lastSuccessAt: Maybe,
    lastCheckedAt: Maybe,
    nextCheckAt: Maybe,
    acknowledgement: z
      .object({ at: Instant, until: Maybe.describe("null: until the outcome changes."), reason: z.string() })
      .nullable()
      .describe("Somebody has taken note of this outcome; null when nobody has, or not any more."),
    snapshot: ResourceSnapshotJson,
    archive: z.object({
      eligible: z.boolean(),
      missing: z.array(z.string()).describe("What is missing for being archived."),
      mark: z.enum(["upload_required", "deletion_required"]).nullable(),
      copies: z.array(
        z.object({
          location: z.string(),
          role: z.string(),
          item: z.string().nullable(),
          desired: z.string(),
          observed: z.string(),
          size: z.number().nullable(),
          sha256: z.string().nullable(),
          verifiedAt: Maybe,
        }),
      ),
    }),
  }),
);

export const SnapshotJson = named(
  "Snapshot",
  "One capture of a resource by the Wayback Machine, from the wish to the proof.",
  z.object({
    id: z.string(),
    resourceId: z.string(),
    submittedUrl: z.string(),
    status: z.enum(SnapshotStatus),
    reason: z.string().nullable(),
    detail: z.string().nullable(),
    archiveCode: z.string().nullable().describe("The archive's own code, raw."),
    jobId: z.string().nullable(),
    url: z.string().nullable().describe("Where the capture is, once it succeeded."),
    httpStatus: z.number().int().nullable(),
    similarity: z.number().nullable().describe("Likeness of the capture to the page our last good check saw, 0 to 1."),
    priority: z.number().int().describe("2 a person waits, 1 new or one of many, 0 the schedule."),
    attempts: z.number().int(),
    isForced: z.boolean(),
    retry: z
      .string()
      .nullable()
      .describe("What the archive's code leads to: later, once, tomorrow, never, pause, person; null without a code."),
    nextStep: z.string().describe("What happens next, or what a person can do."),
    notBefore: Maybe.describe("Not submitted, or not looked up, before."),
    nextVerifyAt: Maybe.describe("When the capture is looked at again."),
    requestedAt: Instant,
    submittedAt: Maybe,
    finishedAt: Maybe,
    capturedAt: Maybe,
    verifiedAt: Maybe,
  }),
);

export const RemovalJson = named(
  "RemovalRequest",
  "Somebody asks the Wayback Machine, by e-mail, to remove what it has of a resource. A record: it deletes nothing.",
  z.object({
    id: z.string(),
    resourceId: z.string(),
    url: z.string(),
    host: z.string(),
    scope: z.enum(REMOVAL_SCOPES).describe("What is to be excluded: the address, or everything of its host."),
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
    reason: z.string(),
    ownership: z.string(),
    address: z.string().describe("Where to send it."),
    subject: z.string(),
    text: z.string().describe("The letter, to be sent from somebody's mailbox."),
    state: z.enum(REMOVAL_STATES),
    note: z.string().nullable(),
    requestedBy: z.string(),
    requestedAt: Instant,
    sentAt: Maybe,
    changedBy: z.string(),
    changedAt: Instant,
  }),
);

const Counts = z.record(z.enum(VERDICTS), z.number().int());

export const CollectionJson = named(
  "Collection",
  "A site, portal or organisation that owns resources.",
  z.object({
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    parent: z.string().nullable().describe("Slug."),
    isCheckingOn: z.boolean(),
    isSnapshotting: z.boolean(),
    checkIntervalDays: z
      .number()
      .nullable()
      .describe("Days between two scheduled checks of a resource; null: as the setting says."),
    resourceCount: z.number().int(),
    verdicts: Counts.describe("Resources by verdict."),
    acknowledged: Counts.describe("Those of them whose outcome somebody has acknowledged."),
    status: z
      .enum(VERDICTS)
      .nullable()
      .describe(
        "The worst verdict that nobody has acknowledged: broken, unreachable, failing, blocked, valid, unchecked.",
      ),
  }),
);

export const ActivityJson = named(
  "Activity",
  "Who or what did what to which subject, when and why.",
  z.object({
    id: z.string(),
    at: Instant,
    actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
    action: z.string(),
    subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    before: z.unknown().nullable(),
    after: z.unknown().nullable(),
    reason: z.string().nullable(),
  }),
);

export const SettingJson = named(
  "Setting",
  "What an admin may change at run time.",
  z.object({
    key: z.string(),
    label: z.string(),
    group: z.string(),
    value: z.unknown(),
    default: z.unknown(),
    unit: z.string().nullable(),
    reason: z.string().describe("Why the default is what it is."),
    source: z.enum(["default", "changed"]),
    changedAt: Maybe,
    changedBy: z.string().nullable(),
  }),
);

export const ImportJson = named(
  "Import",
  "One file of URLs, with an answer for each of its lines.",
  z.object({
    importId: z.string().nullable().describe("null for a dry run."),
    isDryRun: z.boolean(),
    created: z.number().int(),
    existing: z.number().int(),
    refused: z.number().int(),
    notes: z.array(z.string()).describe("How the file was read."),
    rows: z.array(
      z.object({
        line: z.number().int(),
        input: z.string(),
        outcome: z.enum(["created", "existing", "refused"]),
        message: z.string().nullable(),
        resourceId: z.string().nullable(),
      }),
    ),
  }),
);
