-- CreateEnum
CREATE TYPE "ProviderState" AS ENUM ('found', 'draft', 'approved', 'conditional', 'rejected', 'suspended');

-- CreateTable
CREATE TABLE "Provider" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "carrierKey" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "registrationNumber" TEXT,
    "state" "ProviderState" NOT NULL,
    "offerUntil" TEXT,
    "offerEndTold" BOOLEAN NOT NULL DEFAULT false,
    "nextExpiry" TEXT,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "onTime" INTEGER NOT NULL DEFAULT 0,
    "late" INTEGER NOT NULL DEFAULT 0,
    "rank" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Provider_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ProviderParcel" (
    "shopId" TEXT NOT NULL,
    "parcelId" TEXT NOT NULL,
    "providerId" TEXT,
    "carrier" TEXT,
    "carrierAt" TIMESTAMPTZ(3),
    "country" TEXT,
    "countryAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "deliveredAt" TIMESTAMPTZ(3),
    "deliveredHow" TEXT,
    "verdict" TEXT,
    "overdue" BOOLEAN NOT NULL DEFAULT false,
    "heardAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProviderParcel_pkey" PRIMARY KEY ("shopId","parcelId")
);

-- CreateTable
CREATE TABLE "ProviderTally" (
    "shopId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "onTime" INTEGER NOT NULL DEFAULT 0,
    "late" INTEGER NOT NULL DEFAULT 0,
    "timed" INTEGER NOT NULL DEFAULT 0,
    "transitHours" INTEGER NOT NULL DEFAULT 0,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProviderTally_pkey" PRIMARY KEY ("shopId","providerId","country")
);

-- CreateTable
CREATE TABLE "ProviderDocument" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "validUntil" TEXT NOT NULL,
    "grade" TEXT NOT NULL,
    "addedBy" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProviderDocument_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ProviderDecision" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "fromState" "ProviderState" NOT NULL,
    "toState" "ProviderState" NOT NULL,
    "reason" TEXT,
    "cause" TEXT,
    "signedBy" TEXT,
    "rubricVersion" INTEGER NOT NULL,
    "gates" JSONB NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProviderDecision_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateIndex
CREATE INDEX "Provider_shopId_rank_id_idx" ON "Provider"("shopId", "rank" DESC, "id");

-- CreateIndex
CREATE INDEX "Provider_shopId_nextExpiry_idx" ON "Provider"("shopId", "nextExpiry");

-- CreateIndex
CREATE UNIQUE INDEX "Provider_shopId_carrierKey_key" ON "Provider"("shopId", "carrierKey");

-- CreateIndex
CREATE INDEX "ProviderTally_shopId_sent_providerId_country_idx" ON "ProviderTally"("shopId", "sent" DESC, "providerId", "country");

-- CreateIndex
CREATE INDEX "ProviderDocument_shopId_providerId_addedAt_id_idx" ON "ProviderDocument"("shopId", "providerId", "addedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ProviderDecision_shopId_providerId_decidedAt_id_idx" ON "ProviderDecision"("shopId", "providerId", "decidedAt" DESC, "id" DESC);


-- Written by hand from here on.

-- The second wall between shops. The first is the shop in every where clause.
DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY[
    'Provider', 'ProviderParcel', 'ProviderTally', 'ProviderDocument', 'ProviderDecision'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;
