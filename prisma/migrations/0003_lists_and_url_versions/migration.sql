-- Lists of a million resources read a page, not the table: an index for each sort and for the filters that are rarely true.
CREATE INDEX "Resource_by_added" ON "Resource" ("createdAt", "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Resource_by_url" ON "Resource" ("url", "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Resource_by_title" ON "Resource" (lower("title"), "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Resource_by_checked" ON "Resource" ("lastCheckedAt", "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Resource_by_streak" ON "Resource" ("failureStreak", "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Resource_by_code" ON "Resource" ("httpStatus", "id") WHERE "deletedAt" IS NULL;
CREATE INDEX "Resource_private" ON "Resource" ("id") WHERE "visibility" = 'private' AND "deletedAt" IS NULL;
-- The planner leaves out hosts at which a run is at work.
CREATE INDEX "Resource_checks_held" ON "Resource" ("host") WHERE "checkLeaseUntil" IS NOT NULL;
-- Without it the planner believes that a search finds next to nothing, and reads everything in the order of the sort.
CREATE STATISTICS "Resource_search_text" ON (lower("url" || ' ' || "title")) FROM "Resource";

-- A URL that is edited starts over: its snapshot need not wait for the end of one that was sent for the old URL.
DROP INDEX "Snapshot_one_open";
CREATE UNIQUE INDEX "Snapshot_one_open" ON "Snapshot" ("resourceId", "urlVersion") WHERE "status" IN ('queued', 'submitting', 'pending', 'unknown');
