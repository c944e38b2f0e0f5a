import { z } from "zod";

/** An amount in the smallest unit of the service's currency. The ceiling keeps sums exact in a double. */
const minor = z.int().min(0).max(1_000_000_000_000);
const grams = z.int().min(0).max(100_000_000);
/** BCP 47, as far as the platform names the languages of a checkout: "de", "pt-BR", "zh-Hans". */
const language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/);
const wording = z.object({ name: z.string().trim().min(1).max(80), description: z.string().trim().max(160) });

/** What a buyer reads, per language. English stands in for every language that is missing. */
export const wordsShape = z
  .record(language, wording)
  .refine((words) => words.en !== undefined, { error: "english-missing" });
export type Words = z.infer<typeof wordsShape>;

const tierShape = z.object({ from: grams, to: grams.nullable(), minor });

/**
 * Places and what a parcel to them costs. No country at all means the rest of the world. Provinces (codes without the
 * country) and postcode prefixes narrow a single country. A tier holds from ≤ grams < to; the last may be open.
 * Transit is in working days of the destination.
 */
export const zoneShape = z
  .object({
    countries: z.array(z.string().regex(/^[A-Z]{2}$/, { error: "country-unknown" })).max(250),
    provinces: z.array(z.string().regex(/^[A-Z0-9]{1,6}$/, { error: "province-unreadable" })).max(100),
    postcodes: z.array(z.string().regex(/^[A-Z0-9]{1,10}$/, { error: "postcode-unreadable" })).max(500),
    tiers: z.array(tierShape).min(1, { error: "tier-missing" }).max(50),
    transit: z.object({ min: z.int().min(0).max(120), max: z.int().min(0).max(120) }),
  })
  .superRefine((zone, context) => {
    const complain = (code: string, ...path: (string | number)[]) =>
      context.addIssue({ code: "custom", message: code, path });
    if (zone.provinces.length + zone.postcodes.length > 0 && zone.countries.length !== 1)
      complain("zone-needs-one-country", "countries");
    if (zone.transit.max < zone.transit.min) complain("transit-reversed", "transit");
    zone.tiers.forEach((tier, at) => {
      const previous = zone.tiers[at - 1];
      const last = at === zone.tiers.length - 1;
      if (tier.to === null ? !last : tier.to <= tier.from) complain("tier-empty", "tiers", at);
      if (previous && tier.from !== previous.to) complain("tier-gap", "tiers", at);
      if (previous && tier.minor < previous.minor) complain("tier-cheaper-when-heavier", "tiers", at);
    });
  });
export type Zone = z.infer<typeof zoneShape>;

/** A value limit is in the service's own currency. */
export const limitsShape = z.object({ maxGrams: grams.nullable(), maxValueMinor: minor.nullable() });

/** The one special packaging, a rate of its own: its code is `code+suffix`. */
export const packagingShape = z.object({
  suffix: z.string().regex(/^[A-Z0-9]{1,12}$/, { error: "code-unreadable" }),
  surchargeMinor: minor,
  words: wordsShape,
});

export const tiers = ["standard", "expedited"] as const;
export const codePattern = /^[A-Z0-9_]{2,40}$/;

export const serviceShape = z.object({
  id: z.uuid(),
  code: z.string().regex(codePattern),
  providerId: z.string().min(1).max(100),
  tier: z.enum(tiers),
  currency: z.string().regex(/^[A-Z]{3}$/),
  words: wordsShape,
  zones: z.array(zoneShape).min(1).max(100),
  limits: limitsShape,
  packaging: packagingShape.nullable(),
  active: z.boolean(),
  version: z.int(),
});
export type Service = z.infer<typeof serviceShape>;

/** Whether a text can be the id of a service at all. */
export function isServiceId(text: string): boolean {
  return serviceShape.shape.id.safeParse(text).success;
}

/** The warehouse's own days: `workingDays` 1 (Monday) to 7, `cutOff` HH:MM in the shop's time zone. */
export const handlingShape = z.object({
  cutOff: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  processingDays: z.int().min(0).max(60),
  workingDays: z.array(z.int().min(1).max(7)).min(1).max(7),
  holidays: z.array(z.iso.date()).max(200),
});
export type Handling = z.infer<typeof handlingShape>;

export const usualHandling: Handling = {
  cutOff: "14:00",
  processingDays: 1,
  workingDays: [1, 2, 3, 4, 5],
  holidays: [],
};

/** What holds until the merchant says otherwise. */
export const usualRules = { version: 0, handling: usualHandling, conversions: [] };

/** A fixed rate the merchant set for a market's currency: 1 unit of `from` costs `rate` units of `to`. */
export const conversionShape = z.object({
  from: z.string().regex(/^[A-Z]{3}$/),
  to: z.string().regex(/^[A-Z]{3}$/),
  rate: z.string().regex(/^(?!0+(\.0+)?$)\d{1,7}(\.\d{1,6})?$/),
});
export const conversionsShape = z.array(conversionShape).max(50);
export type Conversion = z.infer<typeof conversionShape>;

/** What the door answers from: everything of one shop that a quote depends on, at one version. */
export type RuleSet = {
  version: number;
  /** IANA zone of the warehouse's clock. */
  timezone: string;
  handling: Handling;
  conversions: Conversion[];
  services: Service[];
  /** By provider id. `until`: last day, by the shop's calendar, on which it may still be offered. */
  providers: Record<string, { name: string; offerable: boolean; why: string; until: string | null }>;
  /** Who pays duties, by country; "" for any other. */
  duties: Record<string, "buyer" | "merchant" | "unknown">;
};
