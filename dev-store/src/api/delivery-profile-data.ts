import type { Platform } from "../platform.ts";
import {
  type DeliveryProfile,
  deliveryProfile,
  type FlatMethod,
  newId,
  type ProfileZone,
  saveProfile,
} from "../shop/delivery-profile.ts";
import type { ShopRecord } from "../shop/record.ts";
import { carrierById, carriers } from "./carrier-data.ts";
import { connection, type PageArgs, placed } from "./connection.ts";
import { locationConnection } from "./shop-data.ts";

type MethodInput = {
  id?: string | null;
  name?: string | null;
  description?: string | null;
  active?: boolean | null;
  rateDefinition?: { price: { amount: string | number; currencyCode: string } } | null;
  participant?: object | null;
  weightConditionsToCreate?: object[] | null;
  priceConditionsToCreate?: object[] | null;
};
type ZoneInput = {
  id?: string | null;
  name?: string | null;
  countries?: { code?: string | null; restOfWorld?: boolean | null }[] | null;
  methodDefinitionsToCreate?: MethodInput[] | null;
  methodDefinitionsToUpdate?: MethodInput[] | null;
};
type GroupInput = { zonesToCreate?: ZoneInput[] | null; zonesToUpdate?: ZoneInput[] | null };
/** The parts of `DeliveryProfileInput` the dev store knows. */
export type ProfileInput = Record<string, unknown> & {
  locationGroupsToUpdate?: GroupInput[] | null;
  methodDefinitionsToDelete?: string[] | null;
  zonesToDelete?: string[] | null;
};

const known = new Set(["name", "locationGroupsToUpdate", "methodDefinitionsToDelete", "zonesToDelete"]);
const number = (gid: string | null | undefined) => Number(/\d+$/.exec(gid ?? "")?.[0] ?? 0);

/** `deliveryProfiles`: the general profile alone. */
export function profileConnection(platform: Platform, shop: ShopRecord, args: PageArgs) {
  return connection(placed([{ key: shop.facts.id, load: () => profileNode(platform, shop) }]), args);
}

export function profileById(platform: Platform, shop: ShopRecord, id: string) {
  return number(id) === shop.facts.id ? profileNode(platform, shop) : null;
}

function profileNode(platform: Platform, shop: ShopRecord): object {
  const profile = deliveryProfile(platform, shop);
  return {
    __typename: "DeliveryProfile",
    id: `gid://shopify/DeliveryProfile/${shop.facts.id}`,
    name: "General profile",
    default: true,
    version: profile.version,
    coversAllItems: true,
    activeMethodDefinitionsCount: profile.zones.flatMap((one) => one.methods).filter((one) => one.active)
      .length,
    profileLocationGroups: [
      {
        locationGroup: {
          id: `gid://shopify/DeliveryLocationGroup/${shop.facts.location.id}`,
          locations: (args: PageArgs) => locationConnection(shop.facts, args),
        },
        locationGroupZones: (args: PageArgs) =>
          connection(
            placed(
              profile.zones.map((zone) => ({ key: zone.id, load: () => zoneNode(platform, shop, zone) })),
            ),
            args,
          ),
      },
    ],
  };
}

function zoneNode(platform: Platform, shop: ShopRecord, zone: ProfileZone): object {
  const countries = zone.countries.length === 0 ? [null] : zone.countries;
  const methods = [
    ...zone.methods.map((method) => ({ key: method.id, load: () => methodNode(method) })),
    // Up to 2026-07 a new carrier service stands in every zone of the general profile by itself.
    ...carriers(platform, shop).map(({ id, carrier }) => ({
      key: zone.id * 1000 + (id % 1000),
      load: () => participantNode(platform, shop, zone, id, carrier.name, carrier.active),
    })),
  ];
  return {
    zone: {
      id: `gid://shopify/DeliveryZone/${zone.id}`,
      name: zone.name,
      countries: countries.map((code) => ({
        id: `gid://shopify/DeliveryCountry/${zone.id}-${code ?? "rest"}`,
        name: code ? (new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code) : "Rest of world",
        code: { countryCode: code, restOfWorld: code === null },
        provinces: [],
      })),
    },
    methodDefinitions: (args: PageArgs) => connection(placed(methods), args),
  };
}

function methodNode(method: FlatMethod): object {
  return {
    id: `gid://shopify/DeliveryMethodDefinition/${method.id}`,
    name: method.name,
    description: method.description,
    active: method.active,
    methodConditions: [],
    rateProvider: {
      __typename: "DeliveryRateDefinition",
      id: `gid://shopify/DeliveryRateDefinition/${method.id}`,
      price: { amount: method.price, currencyCode: method.currency },
    },
  };
}

function participantNode(
  platform: Platform,
  shop: ShopRecord,
  zone: ProfileZone,
  carrierId: number,
  name: string,
  active: boolean,
): object {
  const gid = `gid://shopify/DeliveryCarrierService/${carrierId}`;
  return {
    id: `gid://shopify/DeliveryMethodDefinition/${zone.id}${carrierId % 1000}`,
    name,
    description: null,
    active,
    methodConditions: [],
    rateProvider: {
      __typename: "DeliveryParticipant",
      id: `gid://shopify/DeliveryParticipant/${zone.id}${carrierId % 1000}`,
      adaptToNewServicesFlag: true,
      fixedFee: null,
      percentageOfRateFee: 0,
      participantServices: [],
      carrierService: () => carrierById(platform, shop, gid),
    },
  };
}

/** `deliveryProfileUpdate`: zones and their flat rates; everything else is refused rather than ignored. */
export function updateProfile(platform: Platform, shop: ShopRecord, id: string, input: ProfileInput) {
  const refuse = (message: string) => ({ profile: null, userErrors: [{ field: ["profile"], message }] });
  if (number(id) !== shop.facts.id) return refuse("Profile could not be updated.");
  const unknown = Object.keys(input).filter((key) => !known.has(key) && input[key] != null);
  if (unknown.length > 0) return refuse(`dev store does not imitate ${unknown.join(", ")}`);
  const profile = deliveryProfile(platform, shop);
  try {
    const removed = new Set((input.methodDefinitionsToDelete ?? []).map(number));
    const gone = new Set((input.zonesToDelete ?? []).map(number));
    profile.zones = profile.zones
      .filter((zone) => !gone.has(zone.id))
      .map((zone) => ({ ...zone, methods: zone.methods.filter((one) => !removed.has(one.id)) }));
    for (const group of input.locationGroupsToUpdate ?? []) changeZones(platform, profile, group);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : "Profile could not be updated.");
  }
  saveProfile(platform, shop, profile);
  return { profile: profileNode(platform, shop), userErrors: [] };
}

function changeZones(platform: Platform, profile: DeliveryProfile, group: GroupInput): void {
  for (const zone of group.zonesToCreate ?? []) {
    const made: ProfileZone = { id: newId(platform), name: zone.name ?? "Zone", countries: [], methods: [] };
    profile.zones.push(made);
    changeZone(platform, profile, made, zone);
  }
  for (const zone of group.zonesToUpdate ?? []) {
    const found = profile.zones.find((one) => one.id === number(zone.id));
    if (!found) throw new Error("The zone does not exist.");
    changeZone(platform, profile, found, zone);
  }
}

function changeZone(platform: Platform, profile: DeliveryProfile, zone: ProfileZone, input: ZoneInput): void {
  if (input.name) zone.name = input.name;
  if (input.countries) {
    zone.countries = input.countries.flatMap(({ code }) => (code ? [code] : []));
    const twice = profile.zones.find(
      (one) => one !== zone && one.countries.some((code) => zone.countries.includes(code)),
    );
    if (twice) throw new Error(`A country is already in the zone ${twice.name}.`);
  }
  for (const method of input.methodDefinitionsToCreate ?? []) {
    // A carrier service already stands in every zone of this version.
    if (method.participant) continue;
    const made: FlatMethod = {
      id: newId(platform),
      name: "",
      description: null,
      active: true,
      price: "0.00",
      currency: "USD",
    };
    zone.methods.push(changeMethod(made, method));
  }
  for (const method of input.methodDefinitionsToUpdate ?? []) {
    const found = zone.methods.find((one) => one.id === number(method.id));
    if (!found) throw new Error("The method definition does not exist.");
    changeMethod(found, method);
  }
}

function changeMethod(method: FlatMethod, input: MethodInput): FlatMethod {
  if (input.weightConditionsToCreate?.length || input.priceConditionsToCreate?.length)
    throw new Error("dev store does not imitate conditions of flat rates");
  method.name = input.name ?? method.name;
  if (method.name.trim() === "") throw new Error("Name can't be blank");
  if (input.description !== undefined) method.description = input.description;
  method.active = input.active ?? method.active;
  if (input.rateDefinition) {
    method.price = String(input.rateDefinition.price.amount);
    method.currency = input.rateDefinition.price.currencyCode;
  }
  return method;
}
