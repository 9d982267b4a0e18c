-- What checks write leaves the wide row of the resource for a narrow one of its own: measured with 100,000 resources, a verdict cost the
-- database 150 µs and its claim 130 µs, because each wrote a new version of the row into fifteen indexes, one of them for text search;
-- the narrow row costs 35 µs, and one lease per host needs no claims.
-- With it come: what is known of hosts, rules that people make for them, changes of verdict, counts per day, and sweeps.

-- AlterTable
ALTER TABLE "Collection" ADD COLUMN     "checkIntervalDays" DOUBLE PRECISION;

-- CreateTable
CREATE TABLE "CheckState" (
    "resourceId" TEXT NOT NULL,
    "collectionId" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "isLive" BOOLEAN NOT NULL DEFAULT true,
    "urlVersion" INTEGER NOT NULL DEFAULT 1,
    "verdict" "Verdict" NOT NULL DEFAULT 'unchecked',
    "verdictSince" TIMESTAMPTZ(3),
    "reason" TEXT,
    "confidence" TEXT,
    "httpStatus" INTEGER,
    "finalUrl" TEXT,
    "similarity" DOUBLE PRECISION,
    "serviceType" TEXT,
    "failureStreak" INTEGER NOT NULL DEFAULT 0,
    "firstFailureAt" TIMESTAMPTZ(3),
    "lastSuccessAt" TIMESTAMPTZ(3),
    "lastCheckedAt" TIMESTAMPTZ(3),
    "nextCheckAt" TIMESTAMPTZ(3),
    "checkRequestedAt" TIMESTAMPTZ(3),
    "checkPriority" INTEGER NOT NULL DEFAULT 0,
    "etag" TEXT,
    "lastModified" TEXT,
    "bodyHash" TEXT,
    "bodySketch" BYTEA,
    "bodyReadAt" TIMESTAMPTZ(3),
    "acknowledgedAt" TIMESTAMPTZ(3),
    "acknowledgedById" TEXT,
    "acknowledgedReason" TEXT,
    "acknowledgedUntil" TIMESTAMPTZ(3),
    "acknowledgedOutcome" TEXT,

    CONSTRAINT "CheckState_pkey" PRIMARY KEY ("resourceId")
);

-- CreateTable
CREATE TABLE "VerdictChange" (
    "id" BIGSERIAL NOT NULL,
    "resourceId" TEXT NOT NULL,
    "urlVersion" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "was" "Verdict" NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "VerdictChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DailyHealth" (
    "day" DATE NOT NULL,
    "collectionId" TEXT NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "DailyHealth_pkey" PRIMARY KEY ("day","collectionId","verdict")
);

-- CreateTable
CREATE TABLE "Host" (
    "host" TEXT NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "runId" TEXT,
    "plannedAt" TIMESTAMPTZ(3),
    "nextAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "notBefore" TIMESTAMPTZ(3),
    "notBeforeReason" TEXT,
    "slowdownMs" INTEGER NOT NULL DEFAULT 0,
    "goodStreak" INTEGER NOT NULL DEFAULT 0,
    "noAnswerStreak" INTEGER NOT NULL DEFAULT 0,
    "crawlDelayMs" INTEGER,
    "robotsState" TEXT,
    "robotsReadAt" TIMESTAMPTZ(3),
    "robotsRules" JSONB,
    "learnedMethod" TEXT,
    "learnedMethodAt" TIMESTAMPTZ(3),
    "madeUpAnswer" JSONB,
    "madeUpAt" TIMESTAMPTZ(3),
    "recentCount" INTEGER NOT NULL DEFAULT 0,
    "recentBlocked" INTEGER NOT NULL DEFAULT 0,
    "lastAskedAt" TIMESTAMPTZ(3),
    "lastStatus" INTEGER,
    "pausedAt" TIMESTAMPTZ(3),
    "pausedUntil" TIMESTAMPTZ(3),
    "pauseReason" TEXT,
    "pausedById" TEXT,

    CONSTRAINT "Host_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "HostRule" (
    "host" TEXT NOT NULL,
    "intervalMs" INTEGER,
    "acceptedCodes" INTEGER[],
    "method" TEXT,
    "reason" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" TEXT,
    "createdByName" TEXT NOT NULL,

    CONSTRAINT "HostRule_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "Sweep" (
    "id" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "total" INTEGER NOT NULL,

    CONSTRAINT "Sweep_pkey" PRIMARY KEY ("id")
);

-- ── What is known so far moves over ─────────────────────────────────────────

INSERT INTO "CheckState" ("resourceId", "collectionId", "host", "isLive", "urlVersion", "verdict", "verdictSince", "reason", "httpStatus", "finalUrl",
  "failureStreak", "firstFailureAt", "lastSuccessAt", "lastCheckedAt", "nextCheckAt", "checkRequestedAt", "checkPriority", "etag", "lastModified")
SELECT r."id", r."collectionId", r."host", r."deletedAt" IS NULL, r."urlVersion", r."verdict", since."at", r."reason", r."httpStatus", r."finalUrl",
  r."failureStreak", r."firstFailureAt", r."lastSuccessAt", r."lastCheckedAt", r."nextCheckAt", r."checkRequestedAt", r."checkPriority",
  newest."evidence" -> 'validators' ->> 'etag', newest."evidence" -> 'validators' ->> 'lastModified'
FROM "Resource" r
LEFT JOIN LATERAL (
  SELECT c."evidence" FROM "Check" c WHERE c."resourceId" = r."id" AND c."urlVersion" = r."urlVersion" ORDER BY c."startedAt" DESC LIMIT 1
) newest ON TRUE
LEFT JOIN LATERAL (
  SELECT min(c."startedAt") AS "at" FROM "Check" c
  WHERE c."resourceId" = r."id" AND c."urlVersion" = r."urlVersion" AND c."verdict" = r."verdict" AND c."startedAt" > COALESCE(
    (SELECT max(o."startedAt") FROM "Check" o WHERE o."resourceId" = r."id" AND o."urlVersion" = r."urlVersion" AND o."verdict" <> r."verdict"), '-infinity')
) since ON TRUE;

INSERT INTO "VerdictChange" ("resourceId", "urlVersion", "at", "was", "verdict", "reason")
SELECT "resourceId", "urlVersion", "startedAt", COALESCE("was", 'unchecked'), "verdict", "reason"
FROM (
  SELECT c.*, lag(c."verdict") OVER (PARTITION BY c."resourceId", c."urlVersion" ORDER BY c."startedAt", c."id") AS "was" FROM "Check" c
) walked
WHERE "verdict" <> COALESCE("was", 'unchecked') AND NOT ("was" IS NULL AND "verdict" = 'valid')
ORDER BY "startedAt", "id";

-- The moments of hosts were kept among the limiters.
INSERT INTO "Host" ("host", "nextAt")
SELECT substr("key", length('check.host.') + 1), "nextAt" FROM "Limiter" WHERE "key" LIKE 'check.host.%';
DELETE FROM "Limiter" WHERE "key" LIKE 'check.host.%';

-- ── and leaves the resource, with its indexes and checks ───────────────────

-- DropIndex
DROP INDEX "Resource_verdict_id_idx";

-- AlterTable
ALTER TABLE "Resource" DROP COLUMN "checkLeaseUntil",
DROP COLUMN "checkPriority",
DROP COLUMN "checkRequestedAt",
DROP COLUMN "checkRunId",
DROP COLUMN "failureStreak",
DROP COLUMN "finalUrl",
DROP COLUMN "firstFailureAt",
DROP COLUMN "httpStatus",
DROP COLUMN "lastCheckedAt",
DROP COLUMN "lastSuccessAt",
DROP COLUMN "nextCheckAt",
DROP COLUMN "reason",
DROP COLUMN "verdict";

-- CreateIndex
CREATE INDEX "VerdictChange_resourceId_at_idx" ON "VerdictChange"("resourceId", "at" DESC);

-- CreateIndex
CREATE INDEX "Host_leaseUntil_idx" ON "Host"("leaseUntil");

-- CreateIndex
CREATE INDEX "Host_lastAskedAt_host_idx" ON "Host"("lastAskedAt" DESC, "host");

-- CreateIndex
CREATE INDEX "Sweep_startedAt_idx" ON "Sweep"("startedAt" DESC);

-- AddForeignKey
ALTER TABLE "VerdictChange" ADD CONSTRAINT "VerdictChange_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "Resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── The rules that Prisma cannot write ──────────────────────────────────────

-- The copies of collection and host follow the resource, and can't differ from it.
CREATE UNIQUE INDEX "Resource_check_state_key" ON "Resource" ("id", "collectionId", "host");
ALTER TABLE "CheckState" ADD CONSTRAINT "CheckState_resource_fkey" FOREIGN KEY ("resourceId", "collectionId", "host")
  REFERENCES "Resource" ("id", "collectionId", "host") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "CheckState"
  ADD CONSTRAINT "CheckState_streak_not_negative" CHECK ("failureStreak" >= 0),
  ADD CONSTRAINT "CheckState_streak_has_a_start" CHECK (("failureStreak" = 0) = ("firstFailureAt" IS NULL)),
  ADD CONSTRAINT "CheckState_similarity_is_a_share" CHECK ("similarity" BETWEEN 0 AND 1),
  ADD CONSTRAINT "CheckState_acknowledged_with_reason" CHECK ("acknowledgedAt" IS NULL OR ("acknowledgedReason" IS NOT NULL AND "acknowledgedOutcome" IS NOT NULL));
ALTER TABLE "Host"
  ADD CONSTRAINT "Host_lease_has_a_run" CHECK ("leaseUntil" IS NULL OR "runId" IS NOT NULL),
  ADD CONSTRAINT "Host_counts_not_negative" CHECK ("recentBlocked" >= 0 AND "recentBlocked" <= "recentCount");
ALTER TABLE "HostRule"
  ADD CONSTRAINT "HostRule_method_is_known" CHECK ("method" IN ('HEAD', 'GET')),
  ADD CONSTRAINT "HostRule_interval_not_negative" CHECK ("intervalMs" >= 0);
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_interval_positive" CHECK ("checkIntervalDays" > 0);

-- What the planner of checks reads: wishes by lane, then the schedule; and a host's run its own.
CREATE INDEX "CheckState_requested" ON "CheckState" ("checkPriority" DESC, "checkRequestedAt") WHERE "checkRequestedAt" IS NOT NULL AND "isLive";
CREATE INDEX "CheckState_due" ON "CheckState" ("nextCheckAt", "resourceId") WHERE "isLive";
CREATE INDEX "CheckState_host" ON "CheckState" ("host", "nextCheckAt") WHERE "isLive";
-- Lists: an index for each sort, and counts by collection that read nothing but the index.
CREATE INDEX "CheckState_verdict" ON "CheckState" ("verdict", "resourceId") WHERE "isLive";
CREATE INDEX "CheckState_collection" ON "CheckState" ("collectionId", "verdict") WHERE "isLive";
CREATE INDEX "CheckState_by_checked" ON "CheckState" ("lastCheckedAt", "resourceId") WHERE "isLive";
CREATE INDEX "CheckState_by_streak" ON "CheckState" ("failureStreak", "resourceId") WHERE "isLive";
CREATE INDEX "CheckState_by_code" ON "CheckState" ("httpStatus", "resourceId") WHERE "isLive";
CREATE INDEX "CheckState_acknowledged" ON "CheckState" ("resourceId") WHERE "acknowledgedAt" IS NOT NULL AND "isLive";
-- Never two sweeps at once.
CREATE UNIQUE INDEX "Sweep_one_open" ON "Sweep" ((TRUE)) WHERE "finishedAt" IS NULL;
-- Changes since a date concern what was or became broken.
CREATE INDEX "VerdictChange_broken" ON "VerdictChange" ("at", "resourceId") WHERE "verdict" = 'broken' OR "was" = 'broken';
-- A page's rows vanish and come at a rate that the default of a fifth of the table would let grow for days.
ALTER TABLE "CheckState" SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);

-- A night's pruning leaves more dead rows than the default would clear away for weeks.
ALTER TABLE "Check" SET (autovacuum_vacuum_scale_factor = 0.02);

-- To those who look at resources, a new state is a change of the resource.
CREATE OR REPLACE FUNCTION notify_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('holdfast_changes', COALESCE(TG_ARGV[0], TG_TABLE_NAME)); RETURN NULL; END $$;
CREATE TRIGGER "CheckState_changed" AFTER INSERT OR UPDATE OR DELETE ON "CheckState" FOR EACH STATEMENT EXECUTE FUNCTION notify_change('Resource');
CREATE TRIGGER "HostRule_changed" AFTER INSERT OR UPDATE OR DELETE ON "HostRule" FOR EACH STATEMENT EXECUTE FUNCTION notify_change('Host');
CREATE TRIGGER "Sweep_changed" AFTER INSERT OR UPDATE OR DELETE ON "Sweep" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
-- Hosts have a table of their own now, so each change of a limiter is one to look at.
DROP TRIGGER "Limiter_changed" ON "Limiter";
CREATE TRIGGER "Limiter_changed" AFTER INSERT OR UPDATE OR DELETE ON "Limiter" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
