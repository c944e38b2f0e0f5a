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

-- Counted from the answers that are there; a statement's id begins with the letter of its dimension. The owner, too, stands
-- behind the shops' wall, so the wall is opened to it meanwhile.
ALTER TABLE "SurveySubmission" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "SurveyAnswer" NO FORCE ROW LEVEL SECURITY;

INSERT INTO "SurveyItemCovariance" ("shopId", "item", "other", "providerId", "market", "buyers", "gapSum",
  "otherGapSum", "productSum", "changedAt")
WITH pair AS (
  SELECT p."shopId", p."id", p."providerId", p."market", pa."item", pa."value" - ea."value" AS gap
  FROM "SurveySubmission" p
  JOIN "SurveySubmission" e ON e."shopId" = p."shopId" AND e."orderId" = p."orderId" AND e."version" = p."version"
    AND e."touch" = 'expectation' AND e."state" = 'counted'
  JOIN "SurveyAnswer" pa ON pa."shopId" = p."shopId" AND pa."submissionId" = p."id" AND pa."value" IS NOT NULL
  JOIN "SurveyAnswer" ea ON ea."shopId" = e."shopId" AND ea."submissionId" = e."id" AND ea."item" = pa."item"
    AND ea."value" IS NOT NULL AND NOT ea."late"
  WHERE p."touch" = 'perception' AND p."state" = 'counted'
)
SELECT one."shopId", one."item", two."item", one."providerId", one."market", count(*)::int, sum(one.gap),
  sum(two.gap), sum(one.gap * two.gap), now()
FROM pair one
JOIN pair two ON two."shopId" = one."shopId" AND two."id" = one."id" AND left(two."item", 1) = left(one."item", 1)
  AND one."item" COLLATE "C" < two."item" COLLATE "C"
GROUP BY 1, 2, 3, 4, 5;

ALTER TABLE "SurveySubmission" FORCE ROW LEVEL SECURITY;
ALTER TABLE "SurveyAnswer" FORCE ROW LEVEL SECURITY;

-- The second wall between shops. The first is the shop in every where clause.
ALTER TABLE "SurveyItemCovariance" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "SurveyItemCovariance" FORCE ROW LEVEL SECURITY;
CREATE POLICY one_shop ON "SurveyItemCovariance" USING ("shopId" = nullif(current_setting('app.shop', true), ''));
