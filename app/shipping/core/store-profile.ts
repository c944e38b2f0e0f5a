import { z } from "zod";

const bound = z.number().min(0).nullable();

/**
 * A flat rate as a store's shipping profile holds it. Both ends of a range belong to it, null is open; weights are in
 * grams, amounts in minor units of `currency`.
 */
export const rateSpecShape = z.object({
  name: z.string(),
  description: z.string(),
  minor: z.int().min(0),
  currency: z.string(),
  grams: z.object({ atLeast: bound, atMost: bound }),
  price: z.object({ atLeast: bound, atMost: bound }),
});
export type RateSpec = z.infer<typeof rateSpecShape>;

/** `spec`: null for a rate that is calculated by somebody, or says something `RateSpec` cannot. */
export type StoreMethod = { id: string; active: boolean; spec: RateSpec | null };

/** A zone of the store's general shipping profile; `countries` is empty for the rest of the world. */
export type StoreZone = { id: string; name: string; countries: string[]; methods: StoreMethod[] };

/** The general profile, or why its rates cannot be written by this app. */
export type StoreProfile =
  | { kind: "profile"; id: string; groupId: string; zones: StoreZone[] }
  | { kind: "several-origins" }
  | { kind: "market-driven" };

/** A zone by its countries: "AT,DE", or "*" for the rest of the world. Zones that split a country share it. */
export function placesOf(countries: readonly string[]): string {
  return countries.length === 0 ? "*" : [...countries].sort().join(",");
}

/** Whether a buyer meets the same rate: its description may differ. */
export function sameRate(a: RateSpec, b: RateSpec): boolean {
  const said = ({ name, minor, currency, grams, price }: RateSpec) =>
    JSON.stringify([
      name,
      minor,
      currency,
      grams.atLeast || null,
      grams.atMost,
      price.atLeast || null,
      price.atMost,
    ]);
  return said(a) === said(b);
}

/** A flat rate this app put into the store's profile, or is about to; `methodId` is null until the platform named it. */
export type PublishedRate = {
  id: string;
  /** The rate code it stands for; null for a copy of the store's own rate in a zone this app made. */
  code: string | null;
  places: string;
  ownZone: boolean;
  spec: RateSpec;
  methodId: string | null;
};

export type WantedRate = Pick<PublishedRate, "code" | "spec">;
/** `own`: the store has no zone for these places, so the app makes one. */
export type WantedZone = { countries: string[]; own: boolean; rates: WantedRate[] };
