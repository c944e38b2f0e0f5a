import { z } from "zod";
import { answerArrival } from "../parcels/arrival-commands.server";
import { isDay } from "../parcels/core/destination-calendar";
import { type BuyerAnswer, buyerDoor } from "./buyer-door.server";
import { claimedOrderId } from "./buyer-order.server";

const arrivedBody = z.object({
  orderId: claimedOrderId,
  yes: z.boolean(),
  on: z.string().refine(isDay).nullish(),
});

/** Takes the answer to "Has it arrived?". 400 for another shape, 422 for an impossible day; else the same thanks to all. */
export const arrivedDoor = buyerDoor(async (ctx, body): Promise<BuyerAnswer> => {
  const answer = arrivedBody.safeParse(body);
  if (!answer.success) return { status: 400, body: { problem: "not-understood" } };
  const { orderId, yes, on } = answer.data;
  const result = await answerArrival(ctx, { orderId, yes, on: on ?? null });
  return result.ok
    ? { status: 200, body: { ok: true } }
    : { status: 422, body: { ok: false, problem: result.problem } };
});
