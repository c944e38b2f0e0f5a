-- CreateTable
CREATE TABLE "ImprovementAction" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "market" TEXT,
    "providerId" TEXT,
    "dimension" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "startedBy" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "endedBy" TEXT,
    "endedAt" TIMESTAMPTZ(3),
    "beforeN" INTEGER NOT NULL,
    "beforeMean" DOUBLE PRECISION NOT NULL,
    "beforeVariance" DOUBLE PRECISION NOT NULL,
    "afterN" INTEGER NOT NULL,
    "afterMean" DOUBLE PRECISION NOT NULL,
    "afterVariance" DOUBLE PRECISION NOT NULL,
    "countedAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ImprovementAction_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateIndex
CREATE INDEX "ImprovementAction_shopId_startedAt_id_idx" ON "ImprovementAction"("shopId", "startedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ImprovementAction_shopId_endedAt_idx" ON "ImprovementAction"("shopId", "endedAt");


-- Written by hand from here on.

-- The second wall between shops. The first is the shop in every where clause.
ALTER TABLE "ImprovementAction" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ImprovementAction" FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "ImprovementAction" USING ("shopId" = nullif(current_setting('app.shop', true), ''));
