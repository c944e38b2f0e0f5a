import { z } from "zod";
import { readProvider } from "../surveys/core/cell-address";
import { dimensions } from "../surveys/core/item-bank";

/** Empty stands for every market, or every provider. What is wrong with the step's words is told beside the field. */
export const startActionForm = z.strictObject({
  market: z
    .string()
    .max(100)
    .transform((text) => text || null),
  provider: z.string().max(100).transform(readProvider),
  dimension: z.enum(dimensions),
  step: z.string().max(5_000),
});
