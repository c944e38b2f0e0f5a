-- AlterTable
ALTER TABLE "SurveySubmission" ADD COLUMN "parcelLate" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "SurveyItemGap" (
    "shopId" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "market" TEXT NOT NULL,
    "buyers" INTEGER NOT NULL,
    "gapSum" DOUBLE PRECISION NOT NULL,
    "gapSquareSum" DOUBLE PRECISION NOT NULL,
    "expectedSum" DOUBLE PRECISION NOT NULL,
    "feltSum" DOUBLE PRECISION NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyItemGap_pkey" PRIMARY KEY ("shopId","item","providerId","market")
);

-- CreateTable
CREATE TABLE "SurveyComment" (
    "shopId" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "orderId" TEXT NOT NULL,
    "providerId" TEXT,
    "market" TEXT,
    "locale" TEXT NOT NULL,
    "sealedText" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyComment_pkey" PRIMARY KEY ("shopId","id")
);

-- CreateIndex
CREATE INDEX "SurveyComment_shopId_market_providerId_at_id_idx" ON "SurveyComment"("shopId", "market", "providerId", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "SurveySubmission_shopId_touch_startedAt_idx" ON "SurveySubmission"("shopId", "touch", "startedAt");

-- CreateIndex
CREATE INDEX "SurveySubmission_shopId_touch_market_startedAt_idx" ON "SurveySubmission"("shopId", "touch", "market", "startedAt");

-- CreateIndex
CREATE INDEX "SurveySubmission_cell" ON "SurveySubmission"("shopId", "touch", "market", "providerId", "parcelLate" DESC, "startedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ProviderParcel_shopId_providerId_country_sentAt_idx" ON "ProviderParcel"("shopId", "providerId", "country", "sentAt");

-- Written by hand from here on.

-- Answers were kept apart by the order's country; from now on by the market that holds it, as the app itself chooses
-- one: active, the one with the fewest countries first. The owner, too, stands behind the shops' wall, so the wall is
-- opened to it until the rows have moved.
DO $$
DECLARE
  read text;
BEGIN
  FOREACH read IN ARRAY ARRAY['SurveySubmission', 'SurveyAnswer', 'SurveyGap', 'Market', 'MarketCountry', 'Parcel'] LOOP
    EXECUTE format('ALTER TABLE %I NO FORCE ROW LEVEL SECURITY', read);
  END LOOP;
END $$;

CREATE FUNCTION survey_market(shop text, place text) RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT m."id" FROM "Market" m
    JOIN "MarketCountry" c ON c."shopId" = m."shopId" AND c."marketId" = m."id" AND c."country" = place
    WHERE m."shopId" = shop AND m."active"
    ORDER BY (SELECT count(*) FROM "MarketCountry" k WHERE k."shopId" = shop AND k."marketId" = m."id"), m."id" COLLATE "C"
    LIMIT 1
  ), 'default')
$$;

UPDATE "SurveySubmission" SET "market" = survey_market("shopId", "market") WHERE "state" = 'counted';

UPDATE "SurveySubmission" s SET "parcelLate" = true
WHERE s."state" = 'counted' AND s."touch" = 'perception' AND EXISTS (
  SELECT 1 FROM "Parcel" p WHERE p."shopId" = s."shopId" AND p."orderId" = s."orderId" AND p."verdict" = 'late'
);

-- Buyers stand in one country each, so the sums of a market's countries add up.
CREATE TABLE "SurveyGapMoved" AS
SELECT "shopId", "scope", "dimension", "providerId", survey_market("shopId", "market") AS "market",
  sum("buyers")::int AS "buyers", sum("pairs")::int AS "pairs", sum("gapSum") AS "gapSum",
  sum("gapSquareSum") AS "gapSquareSum", sum("expectedSum") AS "expectedSum", sum("feltSum") AS "feltSum",
  max("changedAt") AS "changedAt"
FROM "SurveyGap" GROUP BY 1, 2, 3, 4, 5;
DELETE FROM "SurveyGap";
INSERT INTO "SurveyGap" ("shopId", "scope", "dimension", "providerId", "market", "buyers", "pairs", "gapSum",
  "gapSquareSum", "expectedSum", "feltSum", "changedAt")
SELECT "shopId", "scope", "dimension", "providerId", "market", "buyers", "pairs", "gapSum", "gapSquareSum",
  "expectedSum", "feltSum", "changedAt" FROM "SurveyGapMoved";
DROP TABLE "SurveyGapMoved";

INSERT INTO "SurveyItemGap" ("shopId", "item", "providerId", "market", "buyers", "gapSum", "gapSquareSum",
  "expectedSum", "feltSum", "changedAt")
SELECT p."shopId", pa."item", p."providerId", p."market", count(*)::int, sum(pa."value" - ea."value"),
  sum((pa."value" - ea."value") ^ 2), sum(ea."value"), sum(pa."value"), now()
FROM "SurveySubmission" p
JOIN "SurveySubmission" e ON e."shopId" = p."shopId" AND e."orderId" = p."orderId" AND e."version" = p."version"
  AND e."touch" = 'expectation' AND e."state" = 'counted'
JOIN "SurveyAnswer" pa ON pa."shopId" = p."shopId" AND pa."submissionId" = p."id" AND pa."value" IS NOT NULL
JOIN "SurveyAnswer" ea ON ea."shopId" = e."shopId" AND ea."submissionId" = e."id" AND ea."item" = pa."item"
  AND ea."value" IS NOT NULL AND NOT ea."late"
WHERE p."touch" = 'perception' AND p."state" = 'counted'
GROUP BY 1, 2, 3, 4;

DROP FUNCTION survey_market(text, text);

-- The second wall between shops. The first is the shop in every where clause.
DO $$
DECLARE
  walled text;
BEGIN
  FOREACH walled IN ARRAY ARRAY['SurveySubmission', 'SurveyAnswer', 'SurveyGap', 'Market', 'MarketCountry', 'Parcel'] LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
  END LOOP;
  FOREACH walled IN ARRAY ARRAY['SurveyItemGap', 'SurveyComment'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format(
      'CREATE POLICY one_shop ON %I USING ("shopId" = nullif(current_setting(''app.shop'', true), ''''))', walled);
  END LOOP;
END $$;
