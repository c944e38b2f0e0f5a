import { randomUUID } from "node:crypto";
import { inShop } from "../../app/db.server";
import { currentVersion } from "../../app/surveys/core/item-bank";

/** Buyers who answered one statement before and after delivery. */
export type Pairs = {
  market: string;
  providerId?: string;
  /** A statement of the bank, such as R1 for reliability. */
  item: string;
  /** One buyer each: what they expected and what they felt, 1 to 7. */
  answers: readonly (readonly [expected: number, felt: number])[];
  /** When they felt it. */
  at: Date;
};

let lastOrder = 5_000_000_000_000;

/** Puts counted answers into the tables as they stand after a past, without the way through the buyers' door. */
export async function putPairs(
  shop: string,
  { market, providerId = "", item, answers, at }: Pairs,
): Promise<void> {
  const submissions = answers.flatMap(([expected, felt]) => {
    const orderId = String(lastOrder++);
    const common = { orderId, version: currentVersion, locale: "en", state: "counted", late: false };
    return [
      { ...common, touch: "expectation", value: expected, startedAt: new Date(at.getTime() - 864e6) },
      { ...common, touch: "perception", value: felt, startedAt: at },
    ].map((one) => ({ ...one, id: randomUUID(), clientId: randomUUID(), market, providerId }));
  });
  await inShop(shop, async (db) => {
    await db.surveySubmission.createMany({
      data: submissions.map(({ value: _, ...one }) => ({ shopId: shop, ...one })),
    });
    await db.surveyAnswer.createMany({
      data: submissions.map(({ id, value, startedAt }) => {
        return { shopId: shop, submissionId: id, item, value, late: false, answeredAt: startedAt };
      }),
    });
  });
}
