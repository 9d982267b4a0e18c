-- A snapshot can't be withdrawn by API: people write to the archive. Who asked, when, why and what came of it was recorded nowhere.

-- CreateEnum
CREATE TYPE "RemovalState" AS ENUM ('drafted', 'sent', 'done', 'refused', 'unanswered');

-- CreateTable
CREATE TABLE "RemovalRequest" (
    "id" TEXT NOT NULL,
    "resourceId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "periodFrom" DATE,
    "periodTo" DATE,
    "reason" TEXT NOT NULL,
    "ownership" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "state" "RemovalState" NOT NULL DEFAULT 'drafted',
    "note" TEXT,
    "requestedById" TEXT,
    "requestedByName" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL,
    "stateAt" TIMESTAMPTZ(3) NOT NULL,
    "stateByName" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "RemovalRequest_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RemovalRequest_resourceId_idx" ON "RemovalRequest"("resourceId");

-- CreateIndex
CREATE INDEX "RemovalRequest_requestedAt_id_idx" ON "RemovalRequest"("requestedAt" DESC, "id");

-- AddForeignKey
ALTER TABLE "RemovalRequest" ADD CONSTRAINT "RemovalRequest_resourceId_fkey" FOREIGN KEY ("resourceId") REFERENCES "Resource"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A queued snapshot that a person paused keeps what it waited for.
-- AlterTable
ALTER TABLE "Snapshot" ADD COLUMN "pausedFrom" JSONB;

-- The pace that is really reached is read from the submissions of the last hour.
CREATE INDEX "Snapshot_submitted" ON "Snapshot" ("submittedAt") WHERE "submittedAt" IS NOT NULL;

-- Numbers by status, and the rows behind each.
CREATE INDEX "Snapshot_status" ON "Snapshot" ("status");
-- Filters by the archive's code, with the number of each.
CREATE INDEX "Snapshot_archive_code" ON "Snapshot" ("archiveCode") WHERE "archiveCode" IS NOT NULL;

-- ── The rules that Prisma cannot write ──────────────────────────────────────

-- Two presses at once make one request.
CREATE UNIQUE INDEX "RemovalRequest_one_open" ON "RemovalRequest" ("resourceId") WHERE "state" IN ('drafted', 'sent');
ALTER TABLE "RemovalRequest"
  ADD CONSTRAINT "RemovalRequest_scope_is_known" CHECK ("scope" IN ('url', 'host')),
  ADD CONSTRAINT "RemovalRequest_period_in_order" CHECK ("periodFrom" <= "periodTo");
CREATE TRIGGER "RemovalRequest_changed" AFTER INSERT OR UPDATE OR DELETE ON "RemovalRequest" FOR EACH STATEMENT EXECUTE FUNCTION notify_change();
