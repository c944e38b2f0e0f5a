import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { marketForCountry } from "../markets/queries.server";
import type { orderForDelivery } from "../orders/mirror-queries.server";
import { type ParcelOfOrder, parcelsOfOrder } from "../parcels/queries.server";
import { providerOfCarrier } from "../providers/queries.server";
import { placeComment } from "./comment-store.server";
import { changeOf, covarianceChangesOf, itemChangesOf, type Pair } from "./core/gap-sums";
import { outcomeKnownFrom, pairsOf } from "./core/outcome";
import { lowOf } from "./core/part";
import { addToGaps, type GapPlace, recountGaps } from "./gap-store.server";
import { addToCovariances, recountCovariances } from "./item-covariance-store.server";
import { addToItems, recountItems } from "./item-gap-store.server";
import {
  changeSubmission,
  deleteSubmissions,
  holdOrder,
  listSubmissions,
  markLate,
  type StoredAnswer,
  type StoredSubmission,
} from "./store.server";

export type Order = NonNullable<Awaited<ReturnType<typeof orderForDelivery>>>;

/** Equal for equal customers of the shop; tells nobody who they are. */
export function customerMark(ctx: Ctx, customerId: string | null): Uint8Array<ArrayBuffer> | null {
  return customerId === null ? null : ctx.shop.vault.index("survey customer", customerId);
}

/** Counts a whole submission for the first time, with where its order went and who carried it. */
export async function countSubmission(
  db: Db,
  ctx: Ctx,
  order: Order,
  submission: StoredSubmission,
): Promise<void> {
  const parcels = await parcelsOfOrder(db, ctx, order.id);
  const answers = await settleLate(db, ctx, submission, submission.answers, parcels);
  const market = (await marketForCountry(db, ctx, order.country)).id;
  const place = { providerId: await providerOf(db, ctx, parcels), market };
  const parcelLate = parcels.some((parcel) => parcel.verdict === "late");
  const change = { state: "counted", customerIndex: null, parcelLate, ...place } as const;
  await changeSubmission(db, ctx.shop, submission.id, change);
  await placeComment(db, ctx.shop, submission.id, place);
  await count(db, ctx, { ...submission, ...change, answers: [] }, answers);
}

/** Counts answers that were added to a submission already counted. */
export async function countAnswers(
  db: Db,
  ctx: Ctx,
  order: Order,
  submission: StoredSubmission,
  added: StoredAnswer[],
): Promise<void> {
  const parcels = submission.touch === "expectation" ? await parcelsOfOrder(db, ctx, order.id) : [];
  await count(db, ctx, submission, await settleLate(db, ctx, submission, added, parcels));
}

/** Marks those expectations as late that came once the outcome could be known. */
async function settleLate(
  db: Db,
  ctx: Ctx,
  submission: StoredSubmission,
  answers: StoredAnswer[],
  parcels: ParcelOfOrder[],
): Promise<StoredAnswer[]> {
  const known = submission.touch === "expectation" ? outcomeKnownFrom(parcels) : null;
  if (known === null) return answers;
  const settled = answers.map((answer) => ({ ...answer, late: answer.answeredAt >= known }));
  const late = settled.filter((answer) => answer.late).map((answer) => answer.item);
  if (late.length > 0) {
    await markLate(db, ctx.shop, submission.id, late);
    await changeSubmission(db, ctx.shop, submission.id, { late: true });
  }
  return settled;
}

/** The provider of the first parcel anybody knows the provider of; empty when there is none. */
async function providerOf(db: Db, ctx: Ctx, parcels: ParcelOfOrder[]): Promise<string> {
  for (const { providerId, carrier } of parcels) {
    const found = providerId ?? (await providerOfCarrier(db, ctx, carrier))?.id;
    if (found !== undefined) return found;
  }
  return "";
}

/** Moves the sums by what `added` brings to the pairs of a counted submission, and says what was answered. */
async function count(db: Db, ctx: Ctx, submission: StoredSubmission, added: StoredAnswer[]): Promise<void> {
  const { orderId, touch, version } = submission;
  const all = await listSubmissions(db, ctx.shop, orderId, version);
  const other = all.find((one) => one.touch !== touch && one.state === "counted");
  if (other) {
    const [felt, expected] = touch === "perception" ? [submission, other] : [other, submission];
    const pairs = (own: StoredAnswer[]) =>
      touch === "perception" ? pairsOf(expected.answers, own) : pairsOf(own, felt.answers);
    await moveSums(db, ctx, felt, pairs(submission.answers), pairs([...submission.answers, ...added]));
  }
  await ctx.announce(db, {
    name: "survey.answered",
    data: { orderId, touch, submissionId: submission.id },
  });
  const low = lowOf(touch, added);
  if (low) {
    const data = { orderId, touch, itemIds: low.items, lowest: low.lowest };
    await ctx.announce(db, { name: "survey.low-answer", data });
  }
}

/** Moves the sums of a place by what becomes of one buyer's pairs. */
async function moveSums(db: Db, ctx: Ctx, place: GapPlace, before: Pair[], after: Pair[]): Promise<void> {
  await addToGaps(db, ctx.shop, place, changeOf(before, after), ctx.now());
  await addToItems(db, ctx.shop, place, itemChangesOf(before, after), ctx.now());
  await addToCovariances(db, ctx.shop, place, covarianceChangesOf(before, after), ctx.now());
}

/** Takes an order's answers away, and what they brought to the sums with them. Safe to run twice. */
export async function forgetOrder(db: Db, ctx: Ctx, orderId: string): Promise<void> {
  await holdOrder(db, ctx.shop, orderId);
  const all = await listSubmissions(db, ctx.shop, orderId);
  for (const felt of all.filter((one) => one.touch === "perception" && one.state === "counted")) {
    const expected = all.find(
      (one) => one.touch === "expectation" && one.version === felt.version && one.state === "counted",
    );
    await moveSums(db, ctx, felt, pairsOf(expected?.answers ?? [], felt.answers), []);
  }
  await deleteSubmissions(
    db,
    ctx.shop,
    all.map((submission) => submission.id),
  );
}

/**
 * Counts every sum anew from the answers: after a repair by hand, or to check that nothing has drifted. Not where answers
 * have been removed by their age (app/shop/core/retention.ts), which the sums still hold.
 */
export async function rebuildGaps(ctx: Ctx): Promise<void> {
  await ctx.transact(async (db) => {
    await recountGaps(db, ctx.shop, ctx.now());
    await recountItems(db, ctx.shop, ctx.now());
    await recountCovariances(db, ctx.shop, ctx.now());
  });
}
