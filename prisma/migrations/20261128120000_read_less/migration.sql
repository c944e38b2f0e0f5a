-- fairlead:no-transaction
-- The inbox's answered tickets without those that wait, however many do.
DROP INDEX CONCURRENTLY IF EXISTS "Ticket_answered";
CREATE INDEX CONCURRENTLY "Ticket_answered" ON "Ticket" ("shopId", "held", "lastMessageAt" DESC, "id" DESC)
  WHERE "dueAt" IS NULL;
-- Files of data requests are few among the requests; they go by their age.
DROP INDEX CONCURRENTLY IF EXISTS "PrivacyRequest_export";
CREATE INDEX CONCURRENTLY "PrivacyRequest_export" ON "PrivacyRequest" ("shopId", "finishedAt")
  WHERE "sealedExport" IS NOT NULL;
