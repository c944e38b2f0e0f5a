-- CreateTable
CREATE TABLE "ShippingService" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "words" JSONB NOT NULL,
    "zones" JSONB NOT NULL,
    "limits" JSONB NOT NULL,
    "packaging" JSONB,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ShippingService_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "ShippingRules" (
    "shopId" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "handling" JSONB NOT NULL,
    "conversions" JSONB NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ShippingRules_pkey" PRIMARY KEY ("shopId")
);

-- CreateTable
CREATE TABLE "RateQuote" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "digest" TEXT NOT NULL,
    "country" TEXT,
    "ruleVersion" INTEGER NOT NULL,
    "codes" TEXT[],
    "answer" JSONB NOT NULL,

    CONSTRAINT "RateQuote_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "CarrierKey" (
    "hash" BYTEA NOT NULL,
    "shopId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "CarrierKey_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "CarrierRegistration" (
    "shopId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "carrierServiceId" TEXT,
    "message" TEXT,
    "functionState" TEXT NOT NULL DEFAULT 'not-tried',
    "customizationId" TEXT,
    "functionMessage" TEXT,
    "checkedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CarrierRegistration_pkey" PRIMARY KEY ("shopId")
);

-- CreateIndex
CREATE UNIQUE INDEX "ShippingService_shopId_code_key" ON "ShippingService"("shopId", "code");

-- CreateIndex
CREATE INDEX "RateQuote_shopId_at_idx" ON "RateQuote"("shopId", "at");

-- CreateIndex
CREATE INDEX "RateQuote_shopId_country_at_idx" ON "RateQuote"("shopId", "country", "at" DESC);

-- CreateIndex
CREATE INDEX "CarrierKey_shopId_idx" ON "CarrierKey"("shopId");


-- Written by hand from here on.

-- The second wall between shops. CarrierKey stands outside: it is what tells the shop.
DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['ShippingService', 'ShippingRules', 'RateQuote', 'CarrierRegistration'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;

-- Whose key this is and which version its rules have, in one round trip: what the carrier callback asks before
-- it answers from memory. No row for an unknown or expired key, or a shop that has removed the app.
CREATE FUNCTION carrier_key_of(key_hash bytea) RETURNS TABLE (shop text, rules_version int)
LANGUAGE plpgsql AS $$
DECLARE
  found_shop text;
BEGIN
  SELECT k."shopId" INTO found_shop FROM "CarrierKey" k
  WHERE k."hash" = key_hash AND (k."expiresAt" IS NULL OR k."expiresAt" > now());
  IF NOT FOUND THEN
    RETURN;
  END IF;
  PERFORM set_config('app.shop', found_shop, true);
  RETURN QUERY
    SELECT s."id", coalesce((SELECT r."version" FROM "ShippingRules" r WHERE r."shopId" = s."id"), 0)
    FROM "Shop" s WHERE s."id" = found_shop AND s."state" = 'installed';
END $$;
