import { z } from "zod";
import { allowance } from "../lib/allowance";
import { problemKinds } from "../tickets/core/ticket-state";
import { reportProblem } from "../tickets/opening-commands.server";
import { type BuyerAnswer, buyerDoor } from "./buyer-door.server";
import { claimedOrderId } from "./buyer-order.server";

/** A token lives five minutes; whoever writes more often with one is no buyer, and must not use up the shop's limit. */
const perToken = allowance({ most: 20, windowMs: 5 * 60_000 });

const problemBody = z.object({
  orderId: claimedOrderId,
  text: z.string().max(20_000),
  kind: z.enum(problemKinds).catch("other"),
  /** Made by the block once per message, so that a repeated submission is recognised. */
  clientId: z.string().regex(/^[\w-]{8,64}$/),
  locale: z.string().max(35).nullish(),
});

/**
 * Takes a problem a buyer reports. 400 for a body of another shape · 422 for a text that is empty, longer than 2,000
 * characters or unreadable · 429 where too many came · else 200, the same for an order that is unknown or another's.
 */
export const problemsDoor = buyerDoor(async (ctx, body): Promise<BuyerAnswer> => {
  const report = problemBody.safeParse(body);
  if (!report.success) return { status: 400, body: { problem: "not-understood" } };
  const { locale, ...rest } = report.data;
  const result = await reportProblem(ctx, { ...rest, locale: locale ?? null }, () =>
    perToken(`${ctx.shop.id} ${ctx.buyer.tokenId}`, ctx.now()),
  );
  if (result.ok) return { status: 200, body: { ticket: result.value } };
  return { status: result.problem === "too-many" ? 429 : 422, body: { problem: result.problem } };
});
