-- CreateTable
CREATE TABLE "OrderPromise" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "promisedFrom" DATE,
    "promisedBy" DATE,
    "serviceId" TEXT,
    "providerId" TEXT,
    "source" TEXT NOT NULL,
    "frozenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "OrderPromise_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ParcelPromiseDefault" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "minDays" INTEGER NOT NULL,
    "maxDays" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ParcelPromiseDefault_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ArrivalAnswer" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "arrivedAt" TIMESTAMPTZ(3),
    "arrivedOn" DATE,
    "missingAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ArrivalAnswer_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "Parcel" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "orderName" TEXT,
    "carrier" TEXT,
    "country" TEXT,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "statusText" TEXT,
    "latestEventAt" TIMESTAMPTZ(3),
    "promisedFrom" DATE,
    "promisedBy" DATE,
    "deliveredAt" TIMESTAMPTZ(3),
    "deliveredHow" TEXT,
    "verdict" TEXT,
    "trouble" TEXT,
    "troubleTurn" TEXT,
    "troubleSince" TIMESTAMPTZ(3),
    "troubleDueAt" TIMESTAMPTZ(3),
    "lookAgainAt" TIMESTAMPTZ(3),
    "sentAnnouncedAt" TIMESTAMPTZ(3),
    "deliveredAnnouncedAt" TIMESTAMPTZ(3),
    "lateAnnouncedAt" TIMESTAMPTZ(3),
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "followedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Parcel_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateIndex
CREATE INDEX "Parcel_shopId_orderId_idx" ON "Parcel"("shopId", "orderId");

-- CreateIndex
CREATE INDEX "Parcel_shopId_sentAt_id_idx" ON "Parcel"("shopId", "sentAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Parcel_shopId_state_sentAt_id_idx" ON "Parcel"("shopId", "state", "sentAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Parcel_shopId_troubleDueAt_id_idx" ON "Parcel"("shopId", "troubleDueAt", "id");

-- CreateIndex
CREATE INDEX "Parcel_shopId_lookAgainAt_idx" ON "Parcel"("shopId", "lookAgainAt");


-- Written by hand from here on.

DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['OrderPromise', 'ParcelPromiseDefault', 'ArrivalAnswer', 'Parcel'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;
