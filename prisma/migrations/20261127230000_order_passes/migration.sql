-- CreateTable
CREATE TABLE "OrderPass" (
    "shopId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "reached" TIMESTAMPTZ(3),
    "cursor" TEXT,
    "expected" INTEGER,
    "read" INTEGER NOT NULL,
    "repaired" INTEGER NOT NULL,
    "repairedInAll" INTEGER NOT NULL,
    "lastRepairedAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "refused" BOOLEAN NOT NULL,
    "notBefore" TIMESTAMPTZ(3),

    CONSTRAINT "OrderPass_pkey" PRIMARY KEY ("shopId","kind")
);


-- Written by hand from here on.

ALTER TABLE "OrderPass" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "OrderPass" FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "OrderPass" USING ("shopId" = nullif(current_setting('app.shop', true), ''));
