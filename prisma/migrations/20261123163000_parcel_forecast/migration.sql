-- AlterTable
ALTER TABLE "ArrivalAnswer" ADD COLUMN "damagedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Parcel" ADD COLUMN "forecastFrom" DATE,
ADD COLUMN "forecastBy" DATE,
ADD COLUMN "forecastSource" TEXT,
ADD COLUMN "claimGround" TEXT,
ADD COLUMN "claimBy" DATE,
ADD COLUMN "claimDecision" TEXT,
ADD COLUMN "laneId" TEXT,
ADD COLUMN "laneHeard" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN "laneDays" INTEGER;

-- CreateTable
CREATE TABLE "ParcelLane" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "sent" INTEGER NOT NULL,
    "heard" INTEGER NOT NULL,
    "days" INTEGER[],
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ParcelLane_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ParcelClaim" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "decidedBy" TEXT NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ParcelClaim_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ParcelClaimTerms" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "lostDays" INTEGER NOT NULL,
    "damagedDays" INTEGER NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ParcelClaimTerms_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateIndex
CREATE INDEX "Parcel_shopId_claimBy_id_idx" ON "Parcel"("shopId", "claimBy", "id");

-- CreateIndex
CREATE INDEX "ParcelClaim_shopId_orderId_idx" ON "ParcelClaim"("shopId", "orderId");


-- Written by hand from here on.

DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['ParcelLane', 'ParcelClaim', 'ParcelClaimTerms'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;
