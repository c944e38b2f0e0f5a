import { convertMinor, findConversion } from "./price";
import type { RuleSet, Service, Zone } from "./service";
import type { PublishedRate, RateSpec, WantedRate } from "./store-profile";

/** Why a line cannot stand in the store's own rates: those know no postcodes, provinces, or value of goods to refuse. */
export type FlatObstacle = "postcodes" | "provinces" | "value-limit" | "currency";

/** One line of a service's table as a flat rate of the store. Countries: none = everywhere else. */
export type FlatRate = {
  code: string;
  name: string;
  countries: string[];
  provinces: string[];
  fromGrams: number;
  /** First weight it no longer holds for. */
  toGrams: number | null;
  minor: number;
  currency: string;
  obstacle: FlatObstacle | null;
};

/**
 * The part of the rules a store without carrier service can carry itself, in the store's currency: no promise dates, no
 * languages. A service's heaviest parcel ends its table.
 */
export function flatRates(rules: RuleSet, currency: string): FlatRate[] {
  return offeredServices(rules).flatMap((service) =>
    variantsOf(service).flatMap((variant) =>
      service.zones.flatMap((zone) =>
        linesOf(service, zone).map(({ from, to, minor }) => {
          const price = inCurrency(rules, service, minor + variant.extra, currency);
          return {
            code: variant.code,
            name: variant.name,
            countries: zone.countries,
            provinces: zone.provinces,
            fromGrams: from,
            toGrams: to,
            minor: price ?? minor + variant.extra,
            currency: price === null ? service.currency : currency,
            obstacle: obstacleOf(service, zone) ?? (price === null ? "currency" : null),
          };
        }),
      ),
    ),
  );
}

/** Where a line stands: in the store, kept out by what the store's rates cannot say, or by how its zones are cut. */
export type FlatLine = FlatRate & { published: boolean };

/** The lines with whether the store's profile holds each of them wherever it holds for. */
export function flatLines(rules: RuleSet, currency: string, known: readonly PublishedRate[]): FlatLine[] {
  return flatRates(rules, currency).map((line) => {
    const mine = known.filter(
      ({ code, methodId, spec }) =>
        code === line.code &&
        methodId !== null &&
        spec.minor === line.minor &&
        (spec.grams.atLeast ?? 0) === line.fromGrams &&
        spec.grams.atMost === (line.toGrams === null ? null : line.toGrams - 1),
    );
    const held = new Set(mine.flatMap((row) => row.places.split(",")));
    const places = line.countries.length === 0 ? ["*"] : line.countries;
    return { ...line, published: line.obstacle === null && places.every((place) => held.has(place)) };
  });
}

/** Active services whose provider may be offered. */
export function offeredServices(rules: RuleSet): Service[] {
  return rules.services.filter((one) => one.active && rules.providers[one.providerId]?.offerable);
}

/** The flat rates one zone of a service makes; none where the store's rates cannot say what the zone means. */
export function ratesOfZone(rules: RuleSet, service: Service, zone: Zone, currency: string): WantedRate[] {
  if (obstacleOf(service, zone)) return [];
  return variantsOf(service).flatMap(({ code, name, description, extra }) =>
    linesOf(service, zone).flatMap(({ from, to, minor }) => {
      const price = inCurrency(rules, service, minor + extra, currency);
      if (price === null) return [];
      const spec: RateSpec = {
        name,
        description,
        minor: price,
        currency,
        // The store knows only "at most", and weighs in whole grams: below 1,000 g is at most 999 g.
        grams: { atLeast: from === 0 ? null : from, atMost: to === null ? null : to - 1 },
        price: { atLeast: null, atMost: null },
      };
      return [{ code, spec }];
    }),
  );
}

function variantsOf({ code, words, packaging }: Service) {
  const english = { name: words.en?.name ?? code, description: words.en?.description ?? "" };
  const plain = [{ code, ...english, extra: 0 }];
  if (!packaging) return plain;
  const own = packaging.words.en;
  return [
    ...plain,
    {
      code: `${code}+${packaging.suffix}`,
      name: own?.name ?? english.name,
      description: own?.description ?? "",
      extra: packaging.surchargeMinor,
    },
  ];
}

function linesOf({ limits }: Service, zone: Zone): Zone["tiers"] {
  // A limit is the heaviest that is carried, a tier ends before its `to`.
  const end = limits.maxGrams === null ? Number.POSITIVE_INFINITY : limits.maxGrams + 1;
  return zone.tiers
    .filter((tier) => tier.from < end)
    .map((tier) => ((tier.to ?? Number.POSITIVE_INFINITY) > end ? { ...tier, to: end } : tier));
}

function obstacleOf(service: Service, zone: Zone): FlatObstacle | null {
  if (zone.postcodes.length > 0) return "postcodes";
  if (zone.provinces.length > 0) return "provinces";
  return service.limits.maxValueMinor === null ? null : "value-limit";
}

function inCurrency(rules: RuleSet, service: Service, minor: number, currency: string): number | null {
  const way = findConversion(rules.conversions, service.currency, currency);
  if (way.kind === "same") return minor;
  return way.kind === "rate" ? convertMinor(minor, service.currency, currency, way.rate) : null;
}
