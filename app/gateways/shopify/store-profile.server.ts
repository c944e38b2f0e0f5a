import { moneyFromDecimal } from "../../lib/money";
import { decimalOf } from "../../shipping/core/price";
import type { RateSpec, StoreMethod, StoreProfile, StoreZone } from "../../shipping/core/store-profile";
import type { AdminAnswer, AdminClient } from "./admin-client.server";
import {
  DeliveryProfilesDocument,
  DeliveryProfileUpdateDocument,
  DeliveryProfileZonesDocument,
  type DeliveryProfileZonesQuery,
} from "./documents.generated";
import type { ChangeAnswer } from "./store-carriers.server";

/** What is put in and taken out of one profile; a zone without an id is made. */
export type ProfileChange = {
  id: string;
  groupId: string;
  zones: { id: string | null; name: string; countries: string[]; rates: RateSpec[] }[];
  methodIds: string[];
  zoneIds: string[];
};

type Zones = NonNullable<DeliveryProfileZonesQuery["deliveryProfile"]>["profileLocationGroups"][number];
type ZoneNode = Zones["locationGroupZones"]["nodes"][number];
type MethodNode = ZoneNode["methodDefinitions"]["nodes"][number];

/** The store's general shipping profile with the flat rates in its zones. */
export async function readProfile(client: AdminClient): Promise<AdminAnswer<StoreProfile>> {
  const listed = await client.ask(DeliveryProfilesDocument, {});
  if (!listed.ok) return listed;
  if (listed.withheld.length > 0) return { ok: false, problem: "refused" };
  const found = (data: StoreProfile) => ({ ok: true as const, data, withheld: [] });
  if (listed.data.shop.features.marketDrivenShipping) return found({ kind: "market-driven" });
  const profile = listed.data.deliveryProfiles.nodes.find((one) => one.default);
  const [group, ...others] = profile?.profileLocationGroups ?? [];
  // With several origins a rate of one of them would be added to a rate of another.
  if (!profile || !group || others.length > 0) return found({ kind: "several-origins" });
  const zones: StoreZone[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const page: AdminAnswer<DeliveryProfileZonesQuery> = await client.ask(DeliveryProfileZonesDocument, {
      id: profile.id,
      after,
    });
    if (!page.ok) return page;
    const connection: Zones["locationGroupZones"] | undefined =
      page.data.deliveryProfile?.profileLocationGroups[0]?.locationGroupZones;
    // A zone with more rates than a page holds cannot be compared, so nothing is changed.
    const readable = connection?.nodes.every((one) => !one.methodDefinitions.pageInfo.hasNextPage);
    if (!connection || !readable || page.withheld.length > 0) return { ok: false, problem: "refused" };
    zones.push(...connection.nodes.map(toZone));
    more = connection.pageInfo.hasNextPage;
    after = connection.pageInfo.endCursor;
  }
  return found({ kind: "profile", id: profile.id, groupId: group.locationGroup.id, zones });
}

function toZone({ zone, methodDefinitions }: ZoneNode): StoreZone {
  const rest = zone.countries.some((one) => one.code.restOfWorld);
  return {
    id: zone.id,
    name: zone.name,
    countries: rest ? [] : zone.countries.flatMap((one) => one.code.countryCode ?? []),
    methods: methodDefinitions.nodes.map(toMethod),
  };
}

const gramsIn = { GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349523125, POUNDS: 453.59237 } as const;

function toMethod({
  id,
  name,
  description,
  active,
  methodConditions,
  rateProvider,
}: MethodNode): StoreMethod {
  const unreadable = { id, active, spec: null };
  if (rateProvider.__typename !== "DeliveryRateDefinition") return unreadable;
  const currency = rateProvider.price.currencyCode;
  const minor = toMinor(rateProvider.price.amount, currency);
  if (minor === null) return unreadable;
  const open = { atLeast: null, atMost: null };
  const spec: RateSpec = {
    name,
    description: description ?? "",
    minor,
    currency,
    grams: { ...open },
    price: { ...open },
  };
  for (const { operator, conditionCriteria: given } of methodConditions) {
    const end = operator === "GREATER_THAN_OR_EQUAL_TO" ? "atLeast" : "atMost";
    if (given.__typename === "Weight") spec.grams[end] = given.value * gramsIn[given.unit];
    else if (given.currencyCode !== currency) return unreadable;
    else spec.price[end] = toMinor(given.amount, currency);
  }
  return { id, active, spec };
}

function toMinor(amount: unknown, currency: string): number | null {
  const money = moneyFromDecimal(String(amount), currency);
  return money.ok ? Number(money.value.minor) : null;
}

/** Changes the profile: first what goes, so that a country is free for its new zone; then zone by zone what comes. */
export async function writeProfile(
  client: AdminClient,
  change: ProfileChange,
): Promise<AdminAnswer<ChangeAnswer>> {
  const { methodIds, zoneIds, zones } = change;
  const inputs: object[] = [];
  if (methodIds.length + zoneIds.length > 0)
    inputs.push({ methodDefinitionsToDelete: methodIds, zonesToDelete: zoneIds });
  // The platform advises at most five zones a request.
  for (let at = 0; at < zones.length; at += 5) {
    const some = zones.slice(at, at + 5);
    const group = {
      id: change.groupId,
      zonesToCreate: some.filter((one) => one.id === null).map(toZoneInput),
      zonesToUpdate: some.filter((one) => one.id !== null).map(toZoneInput),
    };
    inputs.push({ locationGroupsToUpdate: [group] });
  }
  let last: AdminAnswer<ChangeAnswer> = { ok: true, data: { id: change.id }, withheld: [] };
  for (const profile of inputs) {
    const answer = await client.ask(DeliveryProfileUpdateDocument, { id: change.id, profile });
    if (!answer.ok) return answer;
    const made = answer.data.deliveryProfileUpdate;
    const refusal = (made?.userErrors ?? []).map((one) => one.message).join(" ");
    last = { ok: true, data: made?.profile && !refusal ? made.profile : { refusal }, withheld: [] };
    if (!made?.profile || refusal) return last;
  }
  return last;
}

function toZoneInput({ id, name, countries, rates }: ProfileChange["zones"][number]) {
  const place = { name, countries: countries.map((code) => ({ code, includeAllProvinces: true })) };
  return { ...(id === null ? place : { id }), methodDefinitionsToCreate: rates.map(toMethodInput) };
}

function toMethodInput({ name, description, minor, currency, grams, price }: RateSpec) {
  const money = (amount: number) => ({ amount: decimalOf(amount, currency), currencyCode: currency });
  const ends = [
    ["GREATER_THAN_OR_EQUAL_TO", "atLeast"],
    ["LESS_THAN_OR_EQUAL_TO", "atMost"],
  ] as const;
  const conditions = <Criteria>(
    range: RateSpec["grams"],
    toCriteria: (value: number) => Criteria,
  ): { operator: string; criteria: Criteria }[] =>
    ends.flatMap(([operator, end]) => {
      const value = range[end];
      return value === null ? [] : [{ operator, criteria: toCriteria(value) }];
    });
  return {
    name,
    ...(description && { description }),
    active: true,
    rateDefinition: { price: money(minor) },
    weightConditionsToCreate: conditions(grams, (value) => ({ unit: "GRAMS", value })),
    priceConditionsToCreate: conditions(price, money),
  };
}
