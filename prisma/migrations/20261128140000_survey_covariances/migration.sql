-- CreateTable
CREATE TABLE "SurveyItemCovariance" (
    "shopId" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "other" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "market" TEXT NOT NULL,
    "buyers" INTEGER NOT NULL,
    "gapSum" DOUBLE PRECISION NOT NULL,
    "otherGapSum" DOUBLE PRECISION NOT NULL,
    "productSum" DOUBLE PRECISION NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SurveyItemCovariance_pkey" PRIMARY KEY ("shopId","item","other","providerId","market")
);

-- Written by hand from here on.

-- The second wall between shops. The first is the shop in every where clause.
ALTER TABLE "SurveyItemCovariance" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "SurveyItemCovariance" FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "SurveyItemCovariance" USING ("shopId" = nullif(current_setting('app.shop', true), ''));

-- Counted from the answers that are there, shop by shop behind the wall, so that no table buyers write to is locked. A
-- statement's id begins with the letter of its dimension.
DO $$
DECLARE
  one text;
BEGIN
  FOR one IN SELECT "id" FROM "Shop" LOOP
    PERFORM set_config('app.shop', one, true);
    INSERT INTO "SurveyItemCovariance" ("shopId", "item", "other", "providerId", "market", "buyers", "gapSum",
      "otherGapSum", "productSum", "changedAt")
    WITH pair AS (
      SELECT p."id", p."providerId", p."market", pa."item", pa."value" - ea."value" AS gap
      FROM "SurveySubmission" p
      JOIN "SurveySubmission" e ON e."shopId" = p."shopId" AND e."orderId" = p."orderId" AND e."version" = p."version"
        AND e."touch" = 'expectation' AND e."state" = 'counted'
      JOIN "SurveyAnswer" pa ON pa."shopId" = p."shopId" AND pa."submissionId" = p."id" AND pa."value" IS NOT NULL
      JOIN "SurveyAnswer" ea ON ea."shopId" = e."shopId" AND ea."submissionId" = e."id" AND ea."item" = pa."item"
        AND ea."value" IS NOT NULL AND NOT ea."late"
      WHERE p."shopId" = one AND p."touch" = 'perception' AND p."state" = 'counted'
    )
    SELECT one, a."item", b."item", a."providerId", a."market", count(*)::int, sum(a.gap), sum(b.gap),
      sum(a.gap * b.gap), now()
    FROM pair a
    JOIN pair b ON b."id" = a."id" AND left(b."item", 1) = left(a."item", 1)
      AND a."item" COLLATE "C" < b."item" COLLATE "C"
    GROUP BY a."item", b."item", a."providerId", a."market";
  END LOOP;
  PERFORM set_config('app.shop', '', true);
END $$;
