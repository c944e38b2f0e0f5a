import { items } from "../../app/surveys/core/item-bank";
import { commentOf } from "./comments.ts";
import type { PlannedOrder } from "./orders.ts";
import { between, type Random, randomFrom } from "./random.ts";
import { expected, feltInTime, lanesOf } from "./truth.ts";

/** A buyer's value, 1 to 7, for each statement of the bank by its id; the order's form asks some of them. */
export type Values = Record<string, number>;
export type BuyerAnswers = {
  expectation: { at: Date; values: Values };
  perception: { at: Date; values: Values; comment: string | null } | null;
};

const minuteMs = 60_000;

/** What a buyer answers, and when: at purchase, and after delivery where they come back. */
export function answersOf(seed: string, order: PlannedOrder, arrivedAt: Date): BuyerAnswers | null {
  if (order.answers === "none") return null;
  const random = randomFrom(`${seed} answers ${order.name}`);
  const lane = lanesOf(order.country, order.daysBefore).find((one) => one.provider === order.provider);
  // One buyer is milder than the next, at both times; and one is luckier.
  const mild = between(random, -0.35, 0.35);
  const lucky = between(random, -0.35, 0.35);
  const before: Values = {};
  const after: Values = {};
  for (const { id, dimension } of items) {
    const hoped = expected[order.country][dimension];
    before[id] = rate(random, hoped + mild);
    const costs = order.late ? (lane?.lateCosts[dimension] ?? 0) : 0;
    // A newcomer has no lane: who tried it was delighted.
    after[id] = lane ? rate(random, feltInTime(lane, dimension, order.daysBefore) - costs + mild + lucky) : 7;
  }
  const asked = order.at.getTime() + between(random, 1, 9) * minuteMs;
  const felt = arrivedAt.getTime() + between(random, 180, 3_600) * minuteMs;
  const comment = commentOf(random, order);
  return {
    expectation: { at: new Date(asked), values: before },
    perception: order.answers === "both" ? { at: new Date(felt), values: after, comment } : null,
  };
}

/**
 * A whole value whose mean is exactly `mean`: one of its two neighbours in proportion, then as often one more as one
 * less, where the scale has room for both. Rounding a bell curve at the ends of the scale would move the mean.
 */
function rate(random: Random, mean: number): number {
  const held = Math.min(7, Math.max(1, mean));
  const value = Math.floor(held) + (random() < held - Math.floor(held) ? 1 : 0);
  const spread = random();
  if (value <= 1 || value >= 7 || spread >= 0.5) return value;
  return spread < 0.25 ? value - 1 : value + 1;
}
