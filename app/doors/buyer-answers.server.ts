import { allowance } from "../lib/allowance";
import { recordAnswers } from "../surveys/commands.server";
import { readComment } from "../surveys/core/comment";
import { answersBody } from "../surveys/schemas";
import { type BuyerAnswer, buyerDoor } from "./buyer-door.server";
import { claimedOrderId } from "./buyer-order.server";

const body = answersBody.extend({ orderId: claimedOrderId });

const minute = 60_000;
// A form has five answers and a comment; a token lives five minutes. What is beyond is no buyer. Counted in this process's
// memory: with several each allows as much, and a restart begins anew. That an order has one submission does not depend
// on it, the database sees to that.
const perOrder = allowance({ most: 30, windowMs: 5 * minute });
const perToken = allowance({ most: 60, windowMs: 5 * minute });
const perShop = allowance({ most: 6_000, windowMs: minute });

/** The same for every part that is or will be kept, so that nobody learns which orders exist. */
const thanks = { status: 200, body: { received: true } } as const;

/**
 * Takes a buyer's answers. 400 for another shape · 409 `version-changed`, `id-taken`, `not-open` · 422 for answers that
 * are not this order's form · 429 past the limits, which only what is new can reach.
 */
export const answersDoor = buyerDoor(async (ctx, raw): Promise<BuyerAnswer> => {
  const read = body.safeParse(raw);
  if (!read.success) return { status: 400, body: { problem: "not-understood" } };
  const { submissionId: clientId, answers, comment, ...rest } = read.data;
  const words = readComment(comment ?? "");
  if (answers.length === 0 && words === null) return { status: 400, body: { problem: "not-understood" } };
  const part = {
    ...rest,
    clientId,
    comment: words,
    answers: answers.map(({ item, value, reason }) => ({ item, value, reason: reason ?? null })),
  };
  const now = ctx.now();
  const may = () =>
    [
      perShop(ctx.shop.id, now),
      perOrder(`${ctx.shop.id} ${part.orderId}`, now),
      perToken(`${ctx.shop.id} ${ctx.buyer.tokenId}`, now),
    ].every(Boolean);
  const result = await recordAnswers(ctx, part, may);
  if (result.ok) return thanks;
  switch (result.problem) {
    case "other-customer":
      ctx.log.warn({ outcome: "other-customer" }, "answers to another customer's order were not kept");
      return thanks;
    case "too-many":
      return { status: 429, body: { problem: result.problem } };
    case "not-on-form":
    case "bad-answer":
      return { status: 422, body: { problem: result.problem } };
    default:
      return { status: 409, body: { problem: result.problem } };
  }
});
