import { z } from "zod";

const days = z
  .string()
  .max(5)
  .regex(/^\d{0,3}$/);

/** The form of a country's usual transit; unknown fields are refused. */
export const transitForm = z.strictObject({
  intent: z.enum(["save", "remove"]),
  /** ISO 3166-1 alpha-2, or * for every other country. */
  country: z.string().regex(/^(?:[A-Z]{2}|\*)$/),
  minDays: days,
  maxDays: days,
});
