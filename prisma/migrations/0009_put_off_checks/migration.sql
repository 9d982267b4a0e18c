-- A check that was begun and can't be ended now is put off: the wish for it stays, and its host is not asked for it before that can help. No back-fill: what
-- older versions put off has its time in "nextCheckAt".
ALTER TABLE "CheckState"
  ADD COLUMN "notBefore" TIMESTAMPTZ(3),
  ADD COLUMN "leadsTo" TEXT,
  ADD CONSTRAINT "CheckState_leads_while_put_off" CHECK ("leadsTo" IS NULL OR "notBefore" IS NOT NULL);

-- Where the line of those ends whose redirects lead to a host, and which run comes back to it by itself.
ALTER TABLE "Host"
  ADD COLUMN "lineEndsAt" TIMESTAMPTZ(3),
  ADD COLUMN "returnsAt" TIMESTAMPTZ(3),
  ADD COLUMN "returnsRunId" TEXT;
