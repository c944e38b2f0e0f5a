-- CreateTable
CREATE TABLE "BlockSighting" (
    "shopId" TEXT NOT NULL,
    "block" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "BlockSighting_pkey" PRIMARY KEY ("shopId","block")
);


-- Written by hand from here on.

-- The second wall between shops.
ALTER TABLE "BlockSighting" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "BlockSighting" FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "BlockSighting" USING ("shopId" = nullif(current_setting('app.shop', true), ''));
