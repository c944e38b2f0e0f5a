import type { RuleSet, Zone } from "./service";

/** One line of a table that can be entered by hand as a flat rate of the store. Countries: none = everywhere else. */
export type FlatRate = {
  code: string;
  name: string;
  countries: string[];
  provinces: string[];
  fromGrams: number;
  toGrams: number | null;
  minor: number;
  currency: string;
  /** False where the store's flat rates cannot say it: they know no postcodes. */
  publishable: boolean;
};

/** The part of the rules a store without carrier service can carry itself: no promise dates, no languages. */
export function flatRates(rules: RuleSet): FlatRate[] {
  const offered = rules.services.filter(
    (service) => service.active && rules.providers[service.providerId]?.offerable,
  );
  return offered.flatMap((service) => {
    const variants = [{ code: service.code, words: service.words, extra: 0 }];
    const { packaging } = service;
    if (packaging)
      variants.push({
        code: `${service.code}+${packaging.suffix}`,
        words: packaging.words,
        extra: packaging.surchargeMinor,
      });
    return variants.flatMap(({ code, words, extra }) =>
      service.zones.flatMap((zone) =>
        zone.tiers.map((tier) => ({
          code,
          name: words.en?.name ?? code,
          ...placesOf(zone),
          fromGrams: tier.from,
          toGrams: tier.to,
          minor: tier.minor + extra,
          currency: service.currency,
        })),
      ),
    );
  });
}

function placesOf(zone: Zone): Pick<FlatRate, "countries" | "provinces" | "publishable"> {
  return {
    countries: zone.countries,
    provinces: zone.provinces,
    publishable: zone.postcodes.length === 0,
  };
}
