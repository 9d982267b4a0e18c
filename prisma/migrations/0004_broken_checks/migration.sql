-- What was broken at a date is read off the few checks that found something broken, not off the whole history.
CREATE INDEX "Check_broken" ON "Check" ("startedAt", "resourceId") WHERE "verdict" = 'broken';
