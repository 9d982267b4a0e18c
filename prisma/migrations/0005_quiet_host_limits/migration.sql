-- Each check reserves its host's next moment in "Limiter", which no page shows: pages would be drawn anew for nothing. A row is
-- written at a time, so a trigger per row costs no more, and it can see the key.
DROP TRIGGER "Limiter_changed" ON "Limiter";
CREATE TRIGGER "Limiter_changed" AFTER INSERT OR UPDATE ON "Limiter"
  FOR EACH ROW WHEN (NEW."key" NOT LIKE 'check.host.%') EXECUTE FUNCTION notify_change();
