import { z } from "zod";
import { type CellAddress, readProvider } from "./core/cell-address";
import { dimensions } from "./core/item-bank";
import { touches } from "./core/wording";

/** What the blocks send of a buyer's answers; the order id is read by the door. */
export const answersBody = z.object({
  touch: z.enum(touches),
  version: z.string().min(1).max(40),
  submissionId: z.uuid(),
  locale: z.string().max(35).default(""),
  answers: z
    .array(
      z.object({
        item: z.string().min(1).max(10),
        value: z.number().nullable(),
        reason: z.literal("does-not-apply").nullish(),
      }),
    )
    .max(22),
  /** The buyer's own words; longer ones are cut where they are read. */
  comment: z.string().max(4_000).nullish(),
});

const place = z.string().max(100).nullable();

/** Which number is asked about; a market or provider that is left out or empty stands for all of them. */
export const cellQuery = z
  .object({ market: place, provider: place, dimension: z.enum(dimensions) })
  .transform(({ market, provider, dimension }): CellAddress => {
    return { market: market || null, providerId: readProvider(provider), dimension };
  });

/** A form as a block is given it. `answered` are statements already kept. */
export type BuyerSurvey = {
  version: string;
  touch: "expectation" | "perception";
  items: { id: string; text: string; mayNotApply: boolean }[];
  answered: string[];
  /** Whether the buyer may add words of their own: after delivery, while there are none. */
  mayComment: boolean;
};
