-- fairlead:no-transaction
-- What was set aside is few among all that was applied; the page that shows it reads these alone, newest first.
DROP INDEX CONCURRENTLY IF EXISTS "WebhookInbox_set_aside";
CREATE INDEX CONCURRENTLY "WebhookInbox_set_aside" ON "WebhookInbox" ("shopId", "id" DESC)
  WHERE "state" = 'parked' OR "reason" = 'unknown-topic';
