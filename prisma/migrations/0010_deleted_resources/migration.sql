-- /resources/deleted shows the newest of few among many: without an index each look at it reads all resources.
CREATE INDEX "Resource_deleted" ON "Resource" ("deletedAt" DESC, "id" DESC) WHERE "deletedAt" IS NOT NULL;
