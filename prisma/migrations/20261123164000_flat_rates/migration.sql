-- AlterTable
ALTER TABLE "CarrierRegistration" ADD COLUMN "flatState" TEXT NOT NULL DEFAULT 'not-tried',
ADD COLUMN "flatMessage" TEXT;

-- CreateTable
CREATE TABLE "PublishedRate" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT,
    "places" TEXT NOT NULL,
    "ownZone" BOOLEAN NOT NULL,
    "spec" JSONB NOT NULL,
    "methodId" TEXT,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PublishedRate_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ShippingCase" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "expected" JSONB NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ShippingCase_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ShippingCase_shopId_name_key" ON "ShippingCase"("shopId", "name");


-- Written by hand from here on.

-- The second wall between shops.
DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['PublishedRate', 'ShippingCase'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;
