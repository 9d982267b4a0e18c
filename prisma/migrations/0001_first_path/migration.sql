-- The first path: people, collections, resources, checks, snapshots, activity, settings.
-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('viewer', 'editor', 'admin');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('unchecked', 'valid', 'failing', 'broken', 'blocked', 'unreachable');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('public', 'private');

-- CreateEnum
CREATE TYPE "SnapshotStatus" AS ENUM ('queued', 'submitting', 'pending', 'success', 'verified', 'error', 'expired', 'skipped', 'unknown', 'lost');

-- CreateEnum
CREATE TYPE "ImportOutcome" AS ENUM ('created', 'existing', 'refused');

-- CreateEnum
CREATE TYPE "BulkState" AS ENUM ('running', 'done', 'cancelled');

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" "Role" NOT NULL DEFAULT 'viewer',
    "mustChangePassword" BOOLEAN NOT NULL DEFAULT false,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CollectionEditor" (
    "userId" TEXT NOT NULL,
    "collectionId" TEXT NOT NULL,

    CONSTRAINT "CollectionEditor_pkey" PRIMARY KEY ("userId","collectionId")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Collection" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "parentId" TEXT,
    "isCheckingOn" BOOLEAN NOT NULL DEFAULT true,
    "isSnapshotting" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Resource" (
    "id" TEXT NOT NULL,
    "collectionId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "urlAsTyped" TEXT,
    "urlKey" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "urlVersion" INTEGER NOT NULL DEFAULT 1,
    "title" TEXT NOT NULL DEFAULT '',
    "visibility" "Visibility" NOT NULL DEFAULT 'public',
    "isUnlisted" BOOLEAN NOT NULL DEFAULT false,
    "permanentAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT,
    "deletedAt" TIMESTAMPTZ(3),
    "verdict" "Verdict" NOT NULL DEFAULT 'unchecked',
    "reason" TEXT,
    "httpStatus" INTEGER,
    "finalUrl" TEXT,
    "failureStreak" INTEGER NOT NULL DEFAULT 0,
    "firstFailureAt" TIMESTAMPTZ(3),
    "lastSuccessAt" TIMESTAMPTZ(3),
    "lastCheckedAt" TIMESTAMPTZ(3),
    "nextCheckAt" TIMESTAMPTZ(3),
    "checkRequestedAt" TIMESTAMPTZ(3),
    "checkPriority" INTEGER NOT NULL DEFAULT 0,
    "checkLeaseUntil" TIMESTAMPTZ(3),
    "checkRunId" TEXT,
    "snapshotId" TEXT,
    "snapshotUrl" TEXT,
    "snapshotAt" TIMESTAMPTZ(3),

    CONSTRAINT "Resource_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Check" (
    "id" BIGSERIAL NOT NULL,
    "resourceId" TEXT NOT NULL,
    "urlVersion" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "durationMs" INTEGER NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "reason" TEXT NOT NULL,
    "httpStatus" INTEGER,
    "finalUrl" TEXT,
    "trigger" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "runId" TEXT,

    CONSTRAINT "Check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Snapshot" (
    "id" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "urlVersion" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "status" "SnapshotStatus" NOT NULL DEFAULT 'queued',
    "detail" TEXT,
    "reason" TEXT,
    "archiveCode" TEXT,
    "jobId" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 0,
    "isForced" BOOLEAN NOT NULL DEFAULT false,
    "requestedById" TEXT,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "notBefore" TIMESTAMPTZ(3),
    "submittedAt" TIMESTAMPTZ(3),
    "deadlineAt" TIMESTAMPTZ(3),
    "lastPolledAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "capturedAt" TIMESTAMPTZ(3),
    "snapshotUrl" TEXT,
    "httpStatus" INTEGER,
    "verifiedAt" TIMESTAMPTZ(3),
    "nextVerifyAt" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "runId" TEXT,
    "leaseUntil" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Snapshot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Limiter" (
    "key" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(3) NOT NULL,
    "pausedUntil" TIMESTAMPTZ(3),
    "pauseReason" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Limiter_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" TEXT NOT NULL,
    "collectionId" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rowCount" INTEGER NOT NULL,
    "createdCount" INTEGER NOT NULL,
    "existingCount" INTEGER NOT NULL,
    "refusedCount" INTEGER NOT NULL,

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "importId" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "input" TEXT NOT NULL,
    "outcome" "ImportOutcome" NOT NULL,
    "message" TEXT,
    "resourceId" TEXT,

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("importId","line")
);

-- CreateTable
CREATE TABLE "BulkRun" (
    "id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "selection" JSONB NOT NULL,
    "state" "BulkState" NOT NULL DEFAULT 'running',
    "total" INTEGER NOT NULL,
    "doneCount" INTEGER NOT NULL DEFAULT 0,
    "refusedCount" INTEGER NOT NULL DEFAULT 0,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BulkRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BulkItem" (
    "bulkRunId" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "outcome" TEXT,
    "message" TEXT,

    CONSTRAINT "BulkItem_pkey" PRIMARY KEY ("bulkRunId","resourceId")
);

-- CreateTable
CREATE TABLE "Activity" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "actorName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "subjectName" TEXT NOT NULL DEFAULT '',
    "collectionId" TEXT,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,
    "eventId" TEXT,
    "runId" TEXT,

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedById" TEXT,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Schedule" (
    "name" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "cron" TEXT,
    "nextRunAt" TIMESTAMPTZ(3),
    "lastStartedAt" TIMESTAMPTZ(3),
    "lastFinishedAt" TIMESTAMPTZ(3),
    "lastResult" TEXT,
    "hasFailed" BOOLEAN NOT NULL DEFAULT false,
    "leaseUntil" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Schedule_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_key_key" ON "RateLimit"("key");

-- CreateIndex
CREATE INDEX "CollectionEditor_collectionId_idx" ON "CollectionEditor"("collectionId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_userId_idx" ON "ApiToken"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Collection_slug_key" ON "Collection"("slug");

-- CreateIndex
CREATE INDEX "Collection_parentId_idx" ON "Collection"("parentId");

-- CreateIndex
CREATE INDEX "Resource_collectionId_id_idx" ON "Resource"("collectionId", "id");

-- CreateIndex
CREATE INDEX "Resource_urlKey_idx" ON "Resource"("urlKey");

-- CreateIndex
CREATE INDEX "Resource_host_idx" ON "Resource"("host");

-- CreateIndex
CREATE INDEX "Resource_verdict_id_idx" ON "Resource"("verdict", "id");

-- CreateIndex
CREATE INDEX "Check_resourceId_startedAt_idx" ON "Check"("resourceId", "startedAt" DESC);

-- CreateIndex
CREATE INDEX "Check_startedAt_idx" ON "Check"("startedAt");

-- CreateIndex
CREATE INDEX "Snapshot_resourceId_requestedAt_idx" ON "Snapshot"("resourceId", "requestedAt" DESC);

-- CreateIndex
CREATE INDEX "Snapshot_requestedAt_id_idx" ON "Snapshot"("requestedAt" DESC, "id");

-- CreateIndex
CREATE INDEX "Snapshot_url_finishedAt_idx" ON "Snapshot"("url", "finishedAt" DESC);

-- CreateIndex
CREATE INDEX "Snapshot_jobId_idx" ON "Snapshot"("jobId");

-- CreateIndex
CREATE INDEX "Import_createdAt_idx" ON "Import"("createdAt" DESC);

-- CreateIndex
CREATE INDEX "BulkRun_createdAt_idx" ON "BulkRun"("createdAt" DESC);

-- CreateIndex
CREATE INDEX "Activity_subjectKind_subjectId_id_idx" ON "Activity"("subjectKind", "subjectId", "id" DESC);

-- CreateIndex
CREATE INDEX "Activity_action_id_idx" ON "Activity"("action", "id" DESC);

-- CreateIndex
CREATE INDEX "Activity_collectionId_id_idx" ON "Activity"("collectionId", "id" DESC);

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionEditor" ADD CONSTRAINT "CollectionEditor_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CollectionEditor" ADD CONSTRAINT "CollectionEditor_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Collection" ADD CONSTRAINT "Collection_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Collection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Resource" ADD CONSTRAINT "Resource_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Check" ADD CONSTRAINT "Check_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "Resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Snapshot" ADD CONSTRAINT "Snapshot_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "Resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Import" ADD CONSTRAINT "Import_collectionId_fkey" FOREIGN KEY ("collectionId") REFERENCES "Collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BulkItem" ADD CONSTRAINT "BulkItem_bulkRunId_fkey" FOREIGN KEY ("bulkRunId") REFERENCES "BulkRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── The rules that Prisma cannot write ──────────────────────────────────────

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- One live resource per URL and collection: adding the same URL twice shows the first.
CREATE UNIQUE INDEX "Resource_one_per_url" ON "Resource" ("collectionId", "url") WHERE "deletedAt" IS NULL;

-- What the planner of checks reads: wishes by lane, then the schedule.
CREATE INDEX "Resource_check_requested" ON "Resource" ("checkPriority" DESC, "checkRequestedAt") WHERE "checkRequestedAt" IS NOT NULL AND "deletedAt" IS NULL;
CREATE INDEX "Resource_check_due" ON "Resource" ("nextCheckAt") WHERE "nextCheckAt" IS NOT NULL AND "deletedAt" IS NULL;
-- A host's run claims its own due rows.
CREATE INDEX "Resource_host_live" ON "Resource" ("host", "nextCheckAt") WHERE "deletedAt" IS NULL;

-- Search in any part of the URL or the title.
CREATE INDEX "Resource_search" ON "Resource" USING gin ((lower("url" || ' ' || "title")) gin_trgm_ops) WHERE "deletedAt" IS NULL;

ALTER TABLE "Resource"
  ADD CONSTRAINT "Resource_url_is_http" CHECK ("url" ~ '^https?://' AND length("url") <= 2048),
  ADD CONSTRAINT "Resource_streak_not_negative" CHECK ("failureStreak" >= 0),
  ADD CONSTRAINT "Resource_streak_has_a_start" CHECK (("failureStreak" = 0) = ("firstFailureAt" IS NULL)),
  ADD CONSTRAINT "Resource_lease_has_a_run" CHECK ("checkLeaseUntil" IS NULL OR "checkRunId" IS NOT NULL);

-- Never two snapshots of one resource on their way.
CREATE UNIQUE INDEX "Snapshot_one_open" ON "Snapshot" ("resourceId") WHERE "status" IN ('queued', 'submitting', 'pending', 'unknown');
-- The queue in its order, and the jobs to poll.
CREATE INDEX "Snapshot_open" ON "Snapshot" ("status", "priority" DESC, "requestedAt") WHERE "status" IN ('queued', 'submitting', 'pending', 'unknown');
CREATE INDEX "Snapshot_to_verify" ON "Snapshot" ("nextVerifyAt") WHERE "nextVerifyAt" IS NOT NULL;

ALTER TABLE "Snapshot"
  ADD CONSTRAINT "Snapshot_pending_has_a_job" CHECK ("status" <> 'pending' OR ("jobId" IS NOT NULL AND "deadlineAt" IS NOT NULL)),
  ADD CONSTRAINT "Snapshot_success_has_a_url" CHECK ("status" NOT IN ('success', 'verified', 'lost') OR ("snapshotUrl" IS NOT NULL AND "capturedAt" IS NOT NULL));

-- Sign-in compares lower case.
ALTER TABLE "User" ADD CONSTRAINT "User_email_is_lower_case" CHECK ("email" = lower("email"));

-- The audit log only grows. An owner of the table can still lift this: evidence of tampering comes with its own issue.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Activity rows are never changed.'; END $$;
CREATE TRIGGER "Activity_only_grows" BEFORE UPDATE OR DELETE ON "Activity" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Pages with work in flight listen here: one notice per statement, with the table's name (app/api/live).
CREATE FUNCTION notify_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('holdfast_changes', TG_TABLE_NAME); RETURN NULL; END $$;
CREATE TRIGGER "Resource_changed" AFTER INSERT OR UPDATE OR DELETE ON "Resource" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
CREATE TRIGGER "Snapshot_changed" AFTER INSERT OR UPDATE OR DELETE ON "Snapshot" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
CREATE TRIGGER "Activity_changed" AFTER INSERT ON "Activity" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
CREATE TRIGGER "Setting_changed" AFTER INSERT OR UPDATE OR DELETE ON "Setting" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
CREATE TRIGGER "Schedule_changed" AFTER INSERT OR UPDATE OR DELETE ON "Schedule" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
CREATE TRIGGER "BulkRun_changed" AFTER INSERT OR UPDATE OR DELETE ON "BulkRun" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
CREATE TRIGGER "Limiter_changed" AFTER INSERT OR UPDATE OR DELETE ON "Limiter" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
