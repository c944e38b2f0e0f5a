-- CreateTable
CREATE TABLE "ShipmentRecord" (
    "shopId" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "providerId" TEXT,
    "provider" TEXT,
    "mode" TEXT,
    "country" TEXT,
    "promisedOn" DATE NOT NULL,
    "deliveredOn" DATE,
    "weightGrams" INTEGER,
    "freightMillionths" BIGINT,
    "currency" TEXT,
    "importId" UUID NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ShipmentRecord_pkey" PRIMARY KEY ("shopId","externalId")
);

-- CreateTable
CREATE TABLE "ProviderModeTally" (
    "shopId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "sent" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "onTime" INTEGER NOT NULL DEFAULT 0,
    "late" INTEGER NOT NULL DEFAULT 0,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProviderModeTally_pkey" PRIMARY KEY ("shopId","providerId","mode")
);

-- CreateTable
CREATE TABLE "ShipmentImport" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "fileBytes" BIGINT NOT NULL,
    "receivedBytes" BIGINT NOT NULL DEFAULT 0,
    "textBytes" BIGINT NOT NULL DEFAULT 0,
    "decoding" JSONB NOT NULL,
    "separator" TEXT,
    "headings" TEXT[],
    "map" JSONB,
    "checkedTo" BIGINT NOT NULL DEFAULT 0,
    "importedTo" INTEGER NOT NULL DEFAULT 0,
    "figures" JSONB NOT NULL,
    "imported" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "startedBy" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ShipmentImport_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ShipmentImportChunk" (
    "shopId" TEXT NOT NULL,
    "importId" UUID NOT NULL,
    "startsAt" BIGINT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sealedText" BYTEA NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ShipmentImportChunk_pkey" PRIMARY KEY ("shopId","importId","startsAt")
);

-- CreateTable
CREATE TABLE "StagedShipment" (
    "shopId" TEXT NOT NULL,
    "importId" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "externalId" TEXT NOT NULL,
    "shipment" JSONB NOT NULL,
    "stagedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StagedShipment_pkey" PRIMARY KEY ("shopId","importId","row")
);

-- CreateTable
CREATE TABLE "RefusedShipmentCell" (
    "shopId" TEXT NOT NULL,
    "importId" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "column" TEXT,
    "heading" TEXT,
    "sealedValue" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "wholeRow" BOOLEAN NOT NULL,
    "refusedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RefusedShipmentCell_pkey" PRIMARY KEY ("shopId","importId","row","position")
);

-- CreateIndex
CREATE INDEX "ShipmentImport_shopId_startedAt_id_idx" ON "ShipmentImport"("shopId", "startedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ShipmentImport_shopId_state_changedAt_idx" ON "ShipmentImport"("shopId", "state", "changedAt");

-- CreateIndex
CREATE UNIQUE INDEX "StagedShipment_shopId_importId_externalId_key" ON "StagedShipment"("shopId", "importId", "externalId");


-- Written by hand from here on.

DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['ShipmentRecord', 'ProviderModeTally', 'ShipmentImport', 'ShipmentImportChunk',
    'StagedShipment', 'RefusedShipmentCell'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;
