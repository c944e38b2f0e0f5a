-- fairlead:no-transaction
-- The inbox's answered tickets without those that wait, however many do.
DROP INDEX CONCURRENTLY IF EXISTS "Ticket_answered";
CREATE INDEX CONCURRENTLY "Ticket_answered" ON "Ticket" ("shopId", "held", "lastMessageAt" DESC, "id" DESC)
  WHERE "dueAt" IS NULL;
-- Solved tickets are closed by their age. The index over all states is none: comparing an enum might tell of other shops'
-- rows, so that row-level security has it done after its own rule.
DROP INDEX CONCURRENTLY IF EXISTS "Ticket_solved";
CREATE INDEX CONCURRENTLY "Ticket_solved" ON "Ticket" ("shopId", "solvedAt") WHERE "state" = 'solved';
DROP INDEX CONCURRENTLY IF EXISTS "Ticket_shopId_state_solvedAt_idx";
-- Files of data requests are few among the requests; they go by their age.
DROP INDEX CONCURRENTLY IF EXISTS "PrivacyRequest_export";
CREATE INDEX CONCURRENTLY "PrivacyRequest_export" ON "PrivacyRequest" ("shopId", "finishedAt")
  WHERE "sealedExport" IS NOT NULL;
