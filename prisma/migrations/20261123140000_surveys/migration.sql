-- CreateTable
CREATE TABLE "SurveySubmission" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "touch" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL,
    "providerId" TEXT NOT NULL DEFAULT '',
    "market" TEXT NOT NULL DEFAULT '',
    "customerIndex" BYTEA,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveySubmission_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateTable
CREATE TABLE "SurveyAnswer" (
    "shopId" TEXT NOT NULL,
    "submissionId" UUID NOT NULL,
    "item" TEXT NOT NULL,
    "value" INTEGER,
    "reason" TEXT,
    "late" BOOLEAN NOT NULL,
    "answeredAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyAnswer_pkey" PRIMARY KEY ("shopId","submissionId","item")
);

-- CreateTable
CREATE TABLE "SurveyGap" (
    "shopId" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "market" TEXT NOT NULL,
    "buyers" INTEGER NOT NULL,
    "pairs" INTEGER NOT NULL,
    "gapSum" DOUBLE PRECISION NOT NULL,
    "gapSquareSum" DOUBLE PRECISION NOT NULL,
    "expectedSum" DOUBLE PRECISION NOT NULL,
    "feltSum" DOUBLE PRECISION NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyGap_pkey" PRIMARY KEY ("shopId","scope","dimension","providerId","market")
);

-- CreateIndex
CREATE INDEX "SurveySubmission_shopId_state_startedAt_idx" ON "SurveySubmission"("shopId", "state", "startedAt");

-- CreateIndex
CREATE UNIQUE INDEX "SurveySubmission_shopId_orderId_touch_version_key" ON "SurveySubmission"("shopId", "orderId", "touch", "version");

-- CreateIndex
CREATE UNIQUE INDEX "SurveySubmission_shopId_clientId_key" ON "SurveySubmission"("shopId", "clientId");


-- Written by hand from here on.

-- The second wall between shops. The first is the shop in every where clause.
DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['SurveySubmission', 'SurveyAnswer', 'SurveyGap'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;
