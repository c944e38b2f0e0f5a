import { z } from "zod";
import type { Tenant } from "../context";
import type { Db } from "../db.server";

/** One line of an answer as it is kept: enough to find the promise of an order again. */
const answered = z.array(
  z.object({
    code: z.string(),
    serviceId: z.string(),
    providerId: z.string(),
    minor: z.number(),
    currency: z.string(),
    from: z.string(),
    by: z.string(),
  }),
);
export type AnsweredRate = z.infer<typeof answered>[number];

export type LoggedQuote = {
  id: string;
  at: Date;
  digest: string;
  country: string | null;
  ruleVersion: number;
  answer: AnsweredRate[];
};

export async function saveQuotes(db: Db, shop: Tenant, quotes: readonly LoggedQuote[]): Promise<void> {
  // As one parameter: building a statement of thousands of them would hold up the answers of the same process.
  await db.$executeRaw`
    INSERT INTO "RateQuote" ("shopId", "id", "at", "digest", "country", "ruleVersion", "answer", "codes")
    SELECT ${shop.id}, one."id", one."at", one."digest", one."country", one."ruleVersion", one."answer",
      ARRAY(SELECT rate ->> 'code' FROM jsonb_array_elements(one."answer") rate)
    FROM jsonb_to_recordset(${JSON.stringify(quotes)}::jsonb) AS one(
      "id" uuid, "at" timestamptz, "digest" text, "country" text, "ruleVersion" int, "answer" jsonb)
    ON CONFLICT DO NOTHING`;
}

/** The last time, between two instants, that a country's checkout was offered this rate code. */
export async function findOfferedRate(
  db: Db,
  shop: Tenant,
  asked: { code: string; country: string | null; after: Date; before: Date },
): Promise<AnsweredRate | null> {
  const row = await db.rateQuote.findFirst({
    where: {
      shopId: shop.id,
      country: asked.country,
      at: { gt: asked.after, lte: asked.before },
      codes: { has: asked.code },
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    select: { answer: true },
  });
  if (!row) return null;
  return answered.parse(row.answer).find((rate) => rate.code === asked.code) ?? null;
}

/** Removes quotes older than `before`, at most `most` of them. Answers how many. */
export async function deleteQuotes(db: Db, shop: Tenant, before: Date, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "RateQuote" WHERE "shopId" = ${shop.id} AND "id" = ANY(ARRAY(
      SELECT "id" FROM "RateQuote" WHERE "shopId" = ${shop.id} AND "at" < ${before} ORDER BY "at" LIMIT ${most}))`;
}
