-- fairlead:no-transaction
-- Events are removed by their age, a step at a time.
DROP INDEX CONCURRENTLY IF EXISTS "FulfillmentEvent_shopId_happenedAt_idx";
CREATE INDEX CONCURRENTLY "FulfillmentEvent_shopId_happenedAt_idx" ON "FulfillmentEvent" ("shopId", "happenedAt");
