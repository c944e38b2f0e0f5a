import type { Platform } from "../platform.ts";
import {
  type DeliveryProfile,
  deliveryProfile,
  type FlatMethod,
  type MethodCondition,
  newId,
  type ProfileZone,
  saveProfile,
  type WeightUnit,
} from "../shop/delivery-profile.ts";
import type { ShopRecord } from "../shop/record.ts";
import { number, profileNode } from "./delivery-profile-data.ts";

type MethodInput = {
  id?: string | null;
  name?: string | null;
  description?: string | null;
  active?: boolean | null;
  rateDefinition?: { price: { amount: string | number; currencyCode: string } } | null;
  participant?: object | null;
  conditionsToUpdate?: object[] | null;
  weightConditionsToCreate?:
    | { operator?: Operator | null; criteria?: { unit: WeightUnit; value: number } | null }[]
    | null;
  priceConditionsToCreate?:
    | {
        operator?: Operator | null;
        criteria?: { amount: string | number; currencyCode: string } | null;
      }[]
    | null;
};
type Operator = MethodCondition["operator"];
type ZoneInput = {
  id?: string | null;
  name?: string | null;
  countries?:
    | {
        code?: string | null;
        restOfWorld?: boolean | null;
        includeAllProvinces?: boolean | null;
        provinces?: object[] | null;
      }[]
    | null;
  methodDefinitionsToCreate?: MethodInput[] | null;
  methodDefinitionsToUpdate?: MethodInput[] | null;
};
type GroupInput = {
  id?: string | null;
  zonesToCreate?: ZoneInput[] | null;
  zonesToUpdate?: ZoneInput[] | null;
};
/** The parts of `DeliveryProfileInput` the dev store knows. */
export type ProfileInput = Record<string, unknown> & {
  locationGroupsToUpdate?: GroupInput[] | null;
  methodDefinitionsToDelete?: string[] | null;
  zonesToDelete?: string[] | null;
};

const known = new Set(["name", "locationGroupsToUpdate", "methodDefinitionsToDelete", "zonesToDelete"]);

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
    for (const group of input.locationGroupsToUpdate ?? []) {
      if (number(group.id) !== shop.facts.location.id) throw new Error("The location group does not exist.");
      changeZones(platform, profile, group);
    }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : "Profile could not be updated.");
  }
  saveProfile(platform, shop, profile);
  return { profile: profileNode(platform, shop), userErrors: [] };
}

function changeZones(platform: Platform, profile: DeliveryProfile, group: GroupInput): void {
  for (const zone of group.zonesToCreate ?? []) {
    const made: ProfileZone = { id: newId(platform), name: zone.name ?? "Zone", countries: [], methods: [] };
    if (!zone.countries?.length) throw new Error("A zone must have at least one country.");
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
    if (input.countries.some(({ provinces }) => provinces?.length))
      throw new Error("dev store does not imitate provinces of zones");
    zone.countries = input.countries.flatMap(({ code }) => (code ? [code] : []));
    const everywhere = profile.zones.find((one) => one !== zone && one.countries.length === 0);
    if (zone.countries.length === 0 && everywhere) throw new Error(`${everywhere.name} is everywhere else.`);
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
    if (!method.rateDefinition) throw new Error("A method definition needs a rate.");
    zone.methods.push(changeMethod(platform, made, method));
  }
  for (const method of input.methodDefinitionsToUpdate ?? []) {
    const found = zone.methods.find((one) => one.id === number(method.id));
    if (!found) throw new Error("The method definition does not exist.");
    changeMethod(platform, found, method);
  }
}

function changeMethod(platform: Platform, method: FlatMethod, input: MethodInput): FlatMethod {
  if (input.conditionsToUpdate?.length) throw new Error("dev store does not imitate conditionsToUpdate");
  method.conditions = [...(method.conditions ?? []), ...newConditions(platform, input)];
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

/** Each end of a range is a condition of its own, as on the platform. */
function newConditions(platform: Platform, input: MethodInput): MethodCondition[] {
  const missing = () => {
    throw new Error("A condition needs an operator and a criterion.");
  };
  return [
    ...(input.weightConditionsToCreate ?? []).map(({ operator, criteria }): MethodCondition => {
      if (!operator || !criteria || criteria.value < 0) return missing();
      return {
        id: newId(platform),
        field: "TOTAL_WEIGHT",
        operator,
        unit: criteria.unit,
        value: criteria.value,
      };
    }),
    ...(input.priceConditionsToCreate ?? []).map(({ operator, criteria }): MethodCondition => {
      if (!operator || !criteria) return missing();
      const { amount, currencyCode } = criteria;
      return {
        id: newId(platform),
        field: "TOTAL_PRICE",
        operator,
        amount: String(amount),
        currency: currencyCode,
      };
    }),
  ];
}
