import type { Platform } from "../platform.ts";
import {
  deliveryProfile,
  type FlatMethod,
  type MethodCondition,
  type ProfileZone,
} from "../shop/delivery-profile.ts";
import type { ShopRecord } from "../shop/record.ts";
import { carrierById, carriers } from "./carrier-data.ts";
import { connection, type PageArgs, placed } from "./connection.ts";
import { locationConnection } from "./shop-data.ts";

/** The number a global id ends in. */
export const number = (gid: string | null | undefined) => Number(/\d+$/.exec(gid ?? "")?.[0] ?? 0);

/** `deliveryProfiles`: the general profile alone. */
export function profileConnection(platform: Platform, shop: ShopRecord, args: PageArgs) {
  return connection(placed([{ key: shop.facts.id, load: () => profileNode(platform, shop) }]), args);
}

export function profileById(platform: Platform, shop: ShopRecord, id: string) {
  return number(id) === shop.facts.id ? profileNode(platform, shop) : null;
}

export function profileNode(platform: Platform, shop: ShopRecord): object {
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
    methodConditions: (method.conditions ?? []).map(conditionNode),
    rateProvider: {
      __typename: "DeliveryRateDefinition",
      id: `gid://shopify/DeliveryRateDefinition/${method.id}`,
      price: { amount: method.price, currencyCode: method.currency },
    },
  };
}

function conditionNode(condition: MethodCondition): object {
  return {
    id: `gid://shopify/DeliveryCondition/${condition.id}?operator=${condition.operator.toLowerCase()}`,
    field: condition.field,
    operator: condition.operator,
    conditionCriteria:
      condition.field === "TOTAL_WEIGHT"
        ? { __typename: "Weight", unit: condition.unit, value: condition.value }
        : { __typename: "MoneyV2", amount: condition.amount, currencyCode: condition.currency },
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
