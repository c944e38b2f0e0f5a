import type { BuyerCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { ok, problem, type Result } from "../lib/result";
import { orderForDelivery } from "../orders/mirror-queries.server";
import { parcelsOfOrder } from "../parcels/queries.server";
import { keptSince } from "../shop/core/retention";
import { addComment, hasComment } from "./comment-store.server";
import { hasArrived } from "./core/outcome";
import { checkPart, type Part, type PartProblem } from "./core/part";
import { countAnswers, countSubmission, customerMark, type Order } from "./count-commands.server";
import {
  addAnswers,
  beginSubmission,
  deleteSubmissions,
  holdOrder,
  listForsaken,
  listSubmissions,
  listSubmissionsBefore,
  type StoredSubmission,
} from "./store.server";

export type RecordProblem = PartProblem | "too-many" | "not-open" | "id-taken" | "other-customer";

/**
 * Keeps a part of a buyer's answers, once: new statements are added, given ones and a comment never change, and a
 * repeated part is a success. Of an order that is not mirrored yet the answers wait, uncounted. `may` is asked only before something is
 * written, so that no resend is refused.
 *
 * `too-many`: `may` said no · `not-open`: felt answers before the order arrived · `id-taken`: the block's submission id
 * stands for another order · `other-customer`: the token names somebody else than the order; nothing is kept.
 */
export async function recordAnswers(
  ctx: BuyerCtx,
  part: Part,
  may: () => boolean,
): Promise<Result<{ added: number }, RecordProblem>> {
  const checked = checkPart(part);
  if (!checked.ok) return checked;
  return ctx.transact(async (db) => {
    // Read before the lock: a crowd of repeats must not queue up behind it.
    if (!(await bringsSomething(db, ctx, part))) return ok({ added: 0 });
    if (!may()) return problem("too-many");
    await holdOrder(db, ctx.shop, part.orderId);
    const order = await orderForDelivery(db, ctx, part.orderId);
    const refusal = await refusalOf(db, ctx, part, order);
    return refusal ? problem(refusal) : keep(db, ctx, part, order);
  });
}

async function ownSubmission(db: Db, ctx: Ctx, part: Part): Promise<StoredSubmission | undefined> {
  const all = await listSubmissions(db, ctx.shop, part.orderId, part.version);
  return all.find((submission) => submission.touch === part.touch);
}

async function bringsSomething(db: Db, ctx: Ctx, part: Part): Promise<boolean> {
  const own = await ownSubmission(db, ctx, part);
  if (newAnswers(own, part).length > 0) return true;
  return part.comment !== null && !(own && (await hasComment(db, ctx.shop, own.id)));
}

function newAnswers(submission: StoredSubmission | undefined, part: Part) {
  const given = new Set(submission?.answers.map((answer) => answer.item));
  return part.answers.filter((answer) => !given.has(answer.item));
}

async function refusalOf(
  db: Db,
  ctx: BuyerCtx,
  part: Part,
  order: Order | null,
): Promise<RecordProblem | null> {
  const { customerId } = ctx.buyer;
  if (!order) return null;
  if (customerId !== null && order.customerId !== null && customerId !== order.customerId) {
    return "other-customer";
  }
  const open = part.touch === "expectation" || hasArrived(await parcelsOfOrder(db, ctx, order.id));
  return open ? null : "not-open";
}

async function keep(
  db: Db,
  ctx: BuyerCtx,
  part: Part,
  order: Order | null,
): Promise<Result<{ added: number }, RecordProblem>> {
  const mark = order === null ? customerMark(ctx, ctx.buyer.customerId) : null;
  const submission = (await ownSubmission(db, ctx, part)) ?? (await begin(db, ctx, part, mark));
  if (!submission) return problem("id-taken");
  if (mark && submission.customerIndex && !Buffer.from(submission.customerIndex).equals(mark)) {
    return problem("other-customer");
  }
  const answeredAt = ctx.now();
  const added = newAnswers(submission, part).map((answer) => ({ ...answer, late: false, answeredAt }));
  await addAnswers(db, ctx.shop, submission.id, added);
  await keepComment(db, ctx, submission, part.comment);
  if (order && submission.state === "pending") {
    await countSubmission(db, ctx, order, { ...submission, answers: [...submission.answers, ...added] });
  } else if (order && added.length > 0) {
    await countAnswers(db, ctx, order, submission, added);
  }
  return ok({ added: added.length });
}

async function keepComment(
  db: Db,
  ctx: Ctx,
  { id, orderId, locale, state, providerId, market }: StoredSubmission,
  text: string | null,
): Promise<void> {
  if (text === null) return;
  const place = state === "counted" ? { providerId, market } : null;
  await addComment(db, ctx.shop, { id, orderId, locale, text, place, at: ctx.now() });
}

async function begin(
  db: Db,
  ctx: Ctx,
  { orderId, touch, version, clientId, locale }: Part,
  customerIndex: Uint8Array<ArrayBuffer> | null,
): Promise<StoredSubmission | undefined> {
  const fresh = {
    ...{ id: ctx.newId(), clientId, orderId, touch, version, locale, customerIndex },
    ...{ late: false, startedAt: ctx.now() },
  };
  if (!(await beginSubmission(db, ctx.shop, fresh))) return undefined;
  return { ...fresh, state: "pending", providerId: "", market: "", parcelLate: false, answers: [] };
}

/** Counts what waited for an order, now that the mirror shows it. Drops what somebody else's token had sent. */
export async function countWaiting(ctx: Ctx, orderId: string): Promise<void> {
  await ctx.transact(async (db) => {
    const waits = (all: StoredSubmission[]) => all.filter((one) => one.state === "pending");
    if (waits(await listSubmissions(db, ctx.shop, orderId)).length === 0) return;
    await holdOrder(db, ctx.shop, orderId);
    const order = await orderForDelivery(db, ctx, orderId);
    if (!order) return;
    const mark = customerMark(ctx, order.customerId);
    for (const submission of waits(await listSubmissions(db, ctx.shop, orderId))) {
      const { customerIndex } = submission;
      const foreign = customerIndex && mark && !Buffer.from(customerIndex).equals(mark);
      if (foreign) await deleteSubmissions(db, ctx.shop, [submission.id]);
      else await countSubmission(db, ctx, order, submission);
    }
  });
}

/** Days after which answers to an order that never came are given up: its id was made up. */
const waitingDays = 30;

/** Removes answers and comments of long ago, a step at a time. The sums they were counted in stay. */
export async function pruneSubmissions(ctx: Ctx): Promise<void> {
  const before = keptSince("surveyAnswers", ctx.now());
  const step = 500;
  for (let removed = step; removed === step; ) {
    removed = await ctx.transact(async (db) => {
      const ids = await listSubmissionsBefore(db, ctx.shop, before, step);
      await deleteSubmissions(db, ctx.shop, ids);
      return ids.length;
    });
  }
}

export async function dropForsaken(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - waitingDays * 86_400_000);
  const step = 500;
  for (let removed = step; removed === step; ) {
    removed = await ctx.transact(async (db) => {
      const ids = await listForsaken(db, ctx.shop, before, step);
      await deleteSubmissions(db, ctx.shop, ids);
      return ids.length;
    });
  }
}
