import { z } from "zod";
import { claimDecisions } from "./core/claim";

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

/** The form of what was decided about claiming a parcel. */
export const claimForm = z.strictObject({
  decision: z.enum([...claimDecisions, "reopen"]),
  note: z.string().max(20_000),
});

/** The form of how long a provider takes claims. */
export const claimTermsForm = z.strictObject({
  intent: z.enum(["save", "remove"]),
  /** A provider's id, or empty for all others; one that is nobody's is answered like another shop's. */
  provider: z.string().regex(/^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?$/),
  lostDays: days,
  damagedDays: days,
});
