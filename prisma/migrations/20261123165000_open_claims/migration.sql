-- fairlead:no-transaction
-- What can still be claimed is few; what was decided stays. Home and the parcels page look for the first alone.
DROP INDEX CONCURRENTLY IF EXISTS "Parcel_claim_open";
CREATE INDEX CONCURRENTLY "Parcel_claim_open" ON "Parcel" ("shopId", "claimBy", "id")
  WHERE "claimBy" IS NOT NULL AND "claimDecision" IS NULL;
