-- The limiter of an outside service remembers why it is paused, how often it was refused in a row, and what the service last
-- said about our account, so that every process shows and obeys the same figures.
ALTER TABLE "Limiter"
  ADD COLUMN "pauseCode" TEXT,
  ADD COLUMN "busyStreak" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "report" JSONB,
  ADD COLUMN "reportedAt" TIMESTAMPTZ(3);
