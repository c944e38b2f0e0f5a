import { offeredServices, ratesOfZone } from "./flat-rates";
import type { RuleSet, Service, Zone } from "./service";
import {
  type PublishedRate,
  placesOf,
  type StoreMethod,
  type StoreZone,
  sameRate,
  type WantedRate,
  type WantedZone,
} from "./store-profile";

/**
 * Which flat rates belong into which zones. A zone of the store gets a service's rates where they hold for every place
 * in it. Countries the store has no zone for get zones of the app's own, and what buyers there were offered by the rest
 * of the world comes along, so that nobody loses a rate. Where that cannot be copied, no zone is made.
 */
export function wantedZones(
  rules: RuleSet,
  zones: readonly StoreZone[],
  known: readonly PublishedRate[],
  currency: string,
): WantedZone[] {
  const services = offeredServices(rules);
  const own = new Set(known.filter((one) => one.ownZone).map((one) => one.places));
  const theirs = zones.filter((zone) => !own.has(placesOf(zone.countries)));
  const rates = (list: readonly (Zone | null)[]): WantedRate[] =>
    list.flatMap((zone, at) => {
      const service = services[at];
      return zone && service ? ratesOfZone(rules, service, zone, currency) : [];
    });
  const all = zones.map((zone) => placesOf(zone.countries));
  // Two zones that split a country by provinces cannot be told apart here: nothing is put into either.
  const single = theirs.filter(
    ({ countries }) => all.filter((one) => one === placesOf(countries)).length === 1,
  );
  const shared = single.map(({ countries }) => {
    const places = countries.length === 0 ? [null] : countries;
    return { countries, own: false, rates: rates(services.map((service) => commonZone(service, places))) };
  });
  const taken = new Set(theirs.flatMap((zone) => zone.countries));
  const copies = copiesOf(theirs, known);
  if (copies === null) return shared;
  const made = groupsOf(services, taken).map(({ countries, zones: list }) => {
    const live = rates(list);
    return { countries, own: true, rates: live.length === 0 ? [] : [...copies, ...live] };
  });
  return [...shared, ...made.filter((zone) => zone.rates.length > 0)];
}

/** The zone of a service that holds a whole country; null where it has none, or narrower ones beside it. */
function wholeZone(service: Service, country: string | null): Zone | null {
  const named = service.zones.filter((zone) => country !== null && zone.countries.includes(country));
  if (named.some((zone) => zone.postcodes.length + zone.provinces.length > 0)) return null;
  return named[0] ?? service.zones.find((zone) => zone.countries.length === 0) ?? null;
}

function commonZone(service: Service, places: readonly (string | null)[]): Zone | null {
  const [first = null, ...others] = places.map((place) => wholeZone(service, place));
  return others.every((zone) => zone === first) ? first : null;
}

/** Countries a service names that no zone of the store holds, together where all services mean the same by them. */
function groupsOf(services: readonly Service[], taken: ReadonlySet<string>) {
  const named = services.flatMap((service) => service.zones.flatMap((zone) => zone.countries));
  const groups = new Map<string, { countries: string[]; zones: (Zone | null)[] }>();
  for (const country of [...new Set(named)].filter((one) => !taken.has(one)).sort()) {
    const zones = services.map((service) => wholeZone(service, country));
    const key = services.map((service, at) => (zones[at] ? service.zones.indexOf(zones[at]) : -1)).join();
    const group = groups.get(key) ?? { countries: [], zones };
    group.countries.push(country);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What the store itself offers everywhere else; null where a part of it cannot be written down as a flat rate. */
function copiesOf(theirs: readonly StoreZone[], known: readonly PublishedRate[]): WantedRate[] | null {
  const ours = new Set(known.map((one) => one.methodId));
  const rest = theirs.find((zone) => zone.countries.length === 0);
  const methods = (rest?.methods ?? []).filter((one) => one.active && !ours.has(one.id));
  const specs = methods.map((one) => one.spec);
  return specs.some((spec) => spec === null)
    ? null
    : specs.flatMap((spec) => (spec ? [{ code: null, spec }] : []));
}

export type RatePlan = {
  /** Already there, as they should be; with the platform's ids, also of those it named just now. */
  kept: PublishedRate[];
  /** By zone: `zoneId` null for a zone that is made with them. */
  made: { zoneId: string | null; countries: string[]; own: boolean; rates: WantedRate[] }[];
  gone: { methodIds: string[]; zoneIds: string[]; rowIds: string[] };
};

/**
 * What turns the profile into what is wanted, touching nothing that is the store's own. A rate that stands there word
 * for word counts as the app's: it was made before its id could be kept, or entered by hand as the page says.
 */
export function planRates(
  zones: readonly StoreZone[],
  wanted: readonly WantedZone[],
  rows: readonly PublishedRate[],
): RatePlan {
  const known = recognised(zones, rows);
  const plan: RatePlan = { kept: [], made: [], gone: { methodIds: [], zoneIds: [], rowIds: [] } };
  const used = new Set<string>();
  for (const { countries, own, rates } of wanted) {
    const places = placesOf(countries);
    const zone = zones.find((one) => placesOf(one.countries) === places);
    const here = known.filter((row) => row.places === places);
    const missing = rates.filter((rate) => {
      const method = findMethod(zone?.methods ?? [], rate, used, here);
      if (!method) return true;
      used.add(method.id);
      const row = here.find((one) => one.methodId === method.id);
      plan.kept.push({ id: row?.id ?? "", places, ownZone: own, ...rate, methodId: method.id });
      return false;
    });
    if (missing.length > 0) plan.made.push({ zoneId: zone?.id ?? null, countries, own, rates: missing });
  }
  const kept = new Set(plan.kept.map((row) => row.id));
  plan.gone.rowIds = known.filter((row) => !kept.has(row.id)).map((row) => row.id);
  removeTheRest(plan, zones, wanted, known, used);
  return plan;
}

/**
 * The rows with the platform's ids of those it was asked for before its answer could be kept: else a rate that is not
 * wanted any more by then would stay at checkout for good.
 */
export function recognised(
  zones: readonly StoreZone[],
  rows: readonly PublishedRate[],
): readonly PublishedRate[] {
  const taken = new Set(rows.flatMap((row) => row.methodId ?? []));
  return rows.map((row) => {
    if (row.methodId !== null) return row;
    const methods = zones.find((zone) => placesOf(zone.countries) === row.places)?.methods ?? [];
    const made = methods.find(({ id, spec }) => !taken.has(id) && spec !== null && sameRate(spec, row.spec));
    if (!made) return row;
    taken.add(made.id);
    return { ...row, methodId: made.id };
  });
}

function findMethod(
  methods: readonly StoreMethod[],
  rate: WantedRate,
  used: ReadonlySet<string>,
  rows: readonly PublishedRate[],
): StoreMethod | undefined {
  const same = methods.filter(
    (one) => one.active && !used.has(one.id) && one.spec !== null && sameRate(one.spec, rate.spec),
  );
  return same.find((one) => rows.some((row) => row.methodId === one.id && row.code === rate.code)) ?? same[0];
}

/** A zone of the app's own goes whole once nothing is wanted in it and nobody else put a rate there. */
function removeTheRest(
  { gone }: RatePlan,
  zones: readonly StoreZone[],
  wanted: readonly WantedZone[],
  known: readonly PublishedRate[],
  used: ReadonlySet<string>,
): void {
  const ours = new Set(known.flatMap((row) => row.methodId ?? []));
  for (const zone of zones) {
    const places = placesOf(zone.countries);
    const own = known.some((row) => row.ownZone && row.places === places);
    const needed = wanted.some((one) => placesOf(one.countries) === places);
    if (own && !needed && zone.methods.every((method) => ours.has(method.id))) gone.zoneIds.push(zone.id);
    else
      gone.methodIds.push(
        ...zone.methods.map((method) => method.id).filter((id) => ours.has(id) && !used.has(id)),
      );
  }
}
