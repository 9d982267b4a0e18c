-- Calls that have left under a limiter's key, and when the last one did; what is left of the slots that the archive last told, less the
-- calls since; the calls at that time; since when calls have been failing, for people.
ALTER TABLE "Limiter"
  ADD COLUMN "calls" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "usedAt" TIMESTAMPTZ(3),
  ADD COLUMN "freeSlots" INTEGER,
  ADD COLUMN "reportedCalls" INTEGER,
  ADD COLUMN "troubledSince" TIMESTAMPTZ(3);

-- How much a capture resembles the page that our last good check saw.
ALTER TABLE "Snapshot" ADD COLUMN "similarity" DOUBLE PRECISION;

-- Slots of a limiter are taken every second while the account is full: no page shows them, so none need be drawn anew for them.
DROP TRIGGER "Limiter_changed" ON "Limiter";
CREATE TRIGGER "Limiter_changed"
  AFTER INSERT OR DELETE OR UPDATE OF "pausedUntil", "pauseCode", "pauseReason", "busyStreak", "report" ON "Limiter"
  FOR EACH STATEMENT EXECUTE FUNCTION notify_change();

-- The job whose failure was heard last, and when: for a while the archive gives the same job back instead of trying anew.
ALTER TABLE "Snapshot"
  ADD COLUMN "failedJobId" TEXT,
  ADD COLUMN "failedAt" TIMESTAMPTZ(3),
  -- When the index last showed no capture of an earlier try: then it may be sent again.
  ADD COLUMN "lookedAt" TIMESTAMPTZ(3);
