import { z } from "zod";
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
    .min(1)
    .max(22),
});

/** A form as a block is given it. `answered` are statements already kept. */
export type BuyerSurvey = {
  version: string;
  touch: "expectation" | "perception";
  items: { id: string; text: string; mayNotApply: boolean }[];
  answered: string[];
};
