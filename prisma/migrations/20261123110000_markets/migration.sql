-- CreateTable
CREATE TABLE "Market" (
    "shopId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "currency" TEXT,
    "languages" TEXT[],
    "mirroredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Market_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "MarketCountry" (
    "shopId" TEXT NOT NULL,
    "marketId" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "currency" TEXT,
    "mirroredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MarketCountry_pkey" PRIMARY KEY ("shopId","marketId","country")
);

-- CreateTable
CREATE TABLE "StoreLanguage" (
    "shopId" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "primary" BOOLEAN NOT NULL,
    "published" BOOLEAN NOT NULL,
    "mirroredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "StoreLanguage_pkey" PRIMARY KEY ("shopId","locale")
);

-- CreateTable
CREATE TABLE "MarketSettings" (
    "shopId" TEXT NOT NULL,
    "marketId" TEXT NOT NULL,
    "language" TEXT,
    "zone" TEXT,
    "weekly" JSONB,
    "holidays" JSONB,
    "channels" JSONB,
    "returnAddress" TEXT,
    "dutiesPaidBy" TEXT,
    "dutiesSource" TEXT,
    "dutiesAsOf" TEXT,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "MarketSettings_pkey" PRIMARY KEY ("shopId","marketId")
);


-- Written by hand from here on.

-- The second wall between shops. The first is the shop in every where clause.
DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['Market', 'MarketCountry', 'StoreLanguage', 'MarketSettings'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;
