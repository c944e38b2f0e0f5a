import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { scratchDatabase } from "../support/postgres.ts";

const folder = path.resolve(import.meta.dirname, "../../prisma/migrations");
const own = "20261123161000_survey_cells";
const sqlOf = (name: string) => readFileSync(path.join(folder, name, "migration.sql"), "utf8");

const shop = "moved.myshopify.com";
const uuid = (at: number) => `0199b6a0-0000-7000-8000-${String(at).padStart(12, "0")}`;

/** What was kept by country: two countries of one market, and one that no market holds. */
const before = `
  SELECT set_config('app.shop', '${shop}', false);
  INSERT INTO "Market" ("shopId", "id", "handle", "name", "active", "languages", "mirroredAt") VALUES
    ('${shop}', '1', 'world', 'World', true, '{}', now()), ('${shop}', '2', 'gulf', 'Gulf', true, '{}', now()),
    ('${shop}', '3', 'draft', 'Draft', false, '{}', now());
  INSERT INTO "MarketCountry" ("shopId", "marketId", "country", "mirroredAt") VALUES
    ('${shop}', '1', 'AE', now()), ('${shop}', '1', 'SA', now()), ('${shop}', '1', 'US', now()),
    ('${shop}', '2', 'AE', now()), ('${shop}', '2', 'SA', now()), ('${shop}', '3', 'FR', now());
  INSERT INTO "SurveyGap" VALUES
    ('${shop}', 'all', 'reliability', 'p', 'AE', 2, 3, -4, 8, 12, 8, now()),
    ('${shop}', 'all', 'reliability', 'p', 'SA', 1, 1, -1, 1, 6, 5, now()),
    ('${shop}', 'all', 'reliability', 'p', 'FR', 1, 1, -2, 4, 7, 5, now());
  INSERT INTO "SurveySubmission" ("shopId", "id", "clientId", "orderId", "touch", "version", "locale", "state", "late",
    "providerId", "market", "startedAt") VALUES
    ('${shop}', '${uuid(1)}', '${uuid(11)}', '71', 'expectation', 'v', 'ar', 'counted', false, 'p', 'AE', now()),
    ('${shop}', '${uuid(2)}', '${uuid(12)}', '71', 'perception', 'v', 'ar', 'counted', false, 'p', 'AE', now()),
    ('${shop}', '${uuid(3)}', '${uuid(13)}', '72', 'perception', 'v', 'ar', 'pending', false, '', '', now());
  INSERT INTO "SurveyAnswer" ("shopId", "submissionId", "item", "value", "late", "answeredAt") VALUES
    ('${shop}', '${uuid(1)}', 'R1', 6, false, now()), ('${shop}', '${uuid(1)}', 'S1', 7, true, now()),
    ('${shop}', '${uuid(2)}', 'R1', 2, false, now()), ('${shop}', '${uuid(2)}', 'S1', 1, false, now());
  INSERT INTO "Parcel" ("shopId", "id", "orderId", "sentAt", "state", "verdict", "firstSeenAt", "followedAt") VALUES
    ('${shop}', '81', '71', now(), 'delivered', 'late', now(), now());`;

it("answers kept by country move to the market that holds it, and the wall stands again", async () => {
  const { ownerUrl } = await scratchDatabase(`survey_cells_${process.pid}`);
  const earlier = readdirSync(folder)
    .filter((name) => /^\d/.test(name) && name < own)
    .sort();
  await withClient(ownerUrl, async (client) => {
    for (const name of earlier) await client.query(sqlOf(name));
    await client.query(before);
    await client.query("RESET ALL");
    await client.query(sqlOf(own));
    const unseen = await client.query('SELECT 1 FROM "SurveyGap"');
    expect(unseen.rowCount).toBe(0);
    await client.query("SELECT set_config('app.shop', $1, false)", [shop]);
    const gaps = await client.query(
      'SELECT "market", "buyers", "pairs", "gapSum", "feltSum" FROM "SurveyGap" ORDER BY "market"',
    );
    expect(gaps.rows).toEqual([
      { market: "2", buyers: 3, pairs: 4, gapSum: -5, feltSum: 13 },
      { market: "default", buyers: 1, pairs: 1, gapSum: -2, feltSum: 5 },
    ]);
    const submissions = await client.query(
      'SELECT "orderId", "touch", "market", "parcelLate" FROM "SurveySubmission" ORDER BY "id"',
    );
    expect(submissions.rows).toEqual([
      { orderId: "71", touch: "expectation", market: "2", parcelLate: false },
      { orderId: "71", touch: "perception", market: "2", parcelLate: true },
      { orderId: "72", touch: "perception", market: "", parcelLate: false },
    ]);
    const items = await client.query('SELECT "item", "market", "buyers", "gapSum" FROM "SurveyItemGap"');
    expect(items.rows).toEqual([{ item: "R1", market: "2", buyers: 1, gapSum: -4 }]);
  });
});

it("what buyers answered of two statements is counted shop by shop, and the walls stand meanwhile", async () => {
  const added = "20261128140000_survey_covariances";
  const { ownerUrl } = await scratchDatabase(`survey_covariances_${process.pid}`);
  const earlier = readdirSync(folder)
    .filter((name) => /^\d/.test(name) && name < own)
    .sort();
  await withClient(ownerUrl, async (client) => {
    for (const name of earlier) await client.query(sqlOf(name));
    await client.query(before);
    await client.query(`
      INSERT INTO "Shop" ("id", "authorizedAt", "installedAt") VALUES ('${shop}', now(), now());
      INSERT INTO "SurveyAnswer" ("shopId", "submissionId", "item", "value", "late", "answeredAt") VALUES
        ('${shop}', '${uuid(1)}', 'R4', 7, false, now()), ('${shop}', '${uuid(2)}', 'R4', 5, false, now())`);
    await client.query("RESET ALL");
    await client.query(sqlOf(own));
    await client.query(sqlOf(added));
    expect((await client.query('SELECT 1 FROM "SurveyItemCovariance"')).rowCount).toBe(0);
    await client.query("SELECT set_config('app.shop', $1, false)", [shop]);
    const { rows } = await client.query(
      'SELECT "item", "other", "market", "buyers", "gapSum", "otherGapSum", "productSum" FROM "SurveyItemCovariance"',
    );
    expect(rows).toEqual([
      { item: "R1", other: "R4", market: "2", buyers: 1, gapSum: -4, otherGapSum: -2, productSum: 8 },
    ]);
  });
});
