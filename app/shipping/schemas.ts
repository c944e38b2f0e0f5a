import { z } from "zod";
import { fromPlatformSubunits } from "./core/price";
import { tiers } from "./core/service";
import { type Draft, type DraftHead, draftShape } from "./core/service-form";

const text = z
  .string()
  .max(1_000)
  .nullish()
  .catch(null)
  .transform((value) => value ?? null);

/**
 * The platform's question for rates. Only what a price depends on is taken: the buyer's name, street, phone and mail
 * never leave this parser. Addresses may be partial; amounts come as whole numbers or as texts of them.
 */
export const rateCallback = z.object({
  rate: z.object({
    destination: z
      .object({ country: text, province: text, postal_code: text })
      .nullish()
      .transform((given) => given ?? { country: null, province: null, postal_code: null }),
    items: z
      .array(
        z.object({
          quantity: z.int().min(0).max(1_000_000),
          grams: z.int().min(0).max(100_000_000),
          price: z.union([z.int().min(0), z.string().max(20)]).nullish(),
          requires_shipping: z.boolean().nullish(),
          variant_id: z.union([z.int(), z.string().max(40)]).nullish(),
        }),
      )
      .max(2_000),
    currency: z.string().regex(/^[A-Z]{3}$/),
    locale: text,
    order_totals: z
      .object({ subtotal_price: z.union([z.int().min(0), z.string().max(20)]).nullish() })
      .nullish()
      .catch(null),
  }),
});
export type RateCallback = z.infer<typeof rateCallback>;

/** The goods' value in minor units: the platform's subtotal, else the items' sum, else unknown. */
export function goodsValue({ rate }: RateCallback): number | null {
  const subtotal = rate.order_totals?.subtotal_price;
  if (subtotal !== null && subtotal !== undefined) return fromPlatformSubunits(subtotal, rate.currency);
  let sum = 0n;
  for (const item of rate.items) {
    if (!/^\d{1,15}$/.test(String(item.price ?? ""))) return null;
    sum += BigInt(item.price ?? 0) * BigInt(item.quantity);
  }
  return fromPlatformSubunits(sum.toString(), rate.currency);
}

/** A service as its form sends it. The lists come as JSON, because a form has no lists of lists. */
export const serviceForm = z.strictObject({
  intent: z.literal("save-service").optional(),
  code: z.string().trim().toUpperCase().max(60),
  providerId: z.string().max(100),
  tier: z.enum(tiers),
  currency: z.string().trim().toUpperCase().max(10),
  active: z.enum(["yes", "no"]),
  words: z.string().max(20_000),
  zones: z.string().max(200_000),
  limits: z.string().max(500),
  packaging: z.string().max(20_000),
});
export type ServiceForm = z.infer<typeof serviceForm>;

/** What all services share, as its form sends it. */
export const handlingForm = z.strictObject({
  intent: z.literal("save-handling").optional(),
  cutOff: z.string().max(10),
  processingDays: z.string().max(5),
  workingDays: z.string().max(40),
  holidays: z.string().max(5_000),
  conversions: z.string().max(5_000),
});
export type HandlingForm = z.infer<typeof handlingForm>;

const cartField = z
  .string()
  .max(40)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u);

/** A cart to keep, as its form sends it. What cannot be read of it is what it usually is. */
export const caseForm = z.strictObject({
  intent: z.literal("keep-case"),
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    // Joiners stay: without them half of the world's names and many an emoji fall apart.
    .regex(/^[^\p{Cc}\ufffd\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+$/u),
  country: cartField,
  province: cartField,
  postcode: cartField,
  grams: cartField,
  value: cartField,
  currency: cartField,
  language: cartField,
});

/** The parts of a service's form as core reads them. Null when a part that travels as JSON is none, or of another shape. */
export function readServiceForm(form: ServiceForm): { head: DraftHead; draft: Draft } | null {
  const { code, providerId, tier, currency, active } = form;
  try {
    const parts = {
      words: JSON.parse(form.words),
      zones: JSON.parse(form.zones),
      limits: JSON.parse(form.limits),
      packaging: JSON.parse(form.packaging),
    };
    const draft = draftShape.safeParse(parts);
    if (!draft.success) return null;
    return { head: { code, providerId, tier, currency, active: active === "yes" }, draft: draft.data };
  } catch {
    return null;
  }
}
