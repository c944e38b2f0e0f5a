import { addEvent } from "../orders/changes.ts";
import type { OrderDocument } from "../orders/document.ts";
import { ordersWithText } from "../orders/ledger.ts";
import type { Fulfillment } from "../orders/shapes.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import {
  carrierById,
  carrierConnection,
  createCarrier,
  deleteCarrier,
  updateCarrier,
} from "./carrier-data.ts";
import type { PageArgs } from "./connection.ts";
import {
  activateCustomizations,
  createCustomization,
  customizationById,
  customizationConnection,
  deleteCustomization,
  updateCustomization,
} from "./customization-data.ts";
import { type ProfileInput, updateProfile } from "./delivery-profile-change.ts";
import { profileById, profileConnection } from "./delivery-profile-data.ts";
import { setMetafields } from "./metafield-data.ts";
import {
  countFound,
  eventNode,
  fulfillmentNode,
  orderById,
  orderNodes,
  ordersConnection,
} from "./order-data.ts";
import {
  installationNode,
  localeNodes,
  locationConnection,
  marketConnection,
  shopNode,
} from "./shop-data.ts";

type EventInput = {
  fulfillmentId: string;
  status: string;
  happenedAt?: string | null;
  message?: string | null;
  city?: string | null;
  country?: string | null;
  province?: string | null;
  zip?: string | null;
  address1?: string | null;
  estimatedDeliveryAt?: string | null;
};

/** Every root field the dev store has data for; all others are errors. */
export function rootFields(platform: Platform, shop: ShopRecord): Record<string, unknown> {
  return {
    ...deliveryFields(platform, shop),
    shop: () => shopNode(shop),
    currentAppInstallation: () => installationNode(platform, shop),
    orders: (args: PageArgs) => ordersConnection(platform, shop, args),
    order: ({ id }: { id: string }) => orderById(platform, shop, id),
    ordersCount: (args: { query?: string | null; limit?: number | null }) => countFound(platform, shop, args),
    nodes: ({ ids }: { ids: string[] }) => orderNodes(platform, shop, ids),
    fulfillment: ({ id }: { id: string }) => {
      const found = findFulfillment(platform, shop, id);
      return found && fulfillmentNode(platform, shop, found.order, found.fulfillment);
    },
    markets: (args: PageArgs) => marketConnection(shop.facts, args),
    shopLocales: ({ published }: { published?: boolean | null }) => localeNodes(shop.facts, published),
    locations: (args: PageArgs) => locationConnection(shop.facts, args),
    fulfillmentEventCreate: ({ fulfillmentEvent }: { fulfillmentEvent: EventInput }) =>
      createEvent(platform, shop, fulfillmentEvent),
  };
}

/** What decides about the options at checkout. */
function deliveryFields(platform: Platform, shop: ShopRecord): Record<string, unknown> {
  type CustomizationInput = Parameters<typeof createCustomization>[2];
  return {
    carrierServices: (args: PageArgs) => carrierConnection(platform, shop, args),
    carrierService: ({ id }: { id: string }) => carrierById(platform, shop, id),
    carrierServiceCreate: ({ input }: { input: Parameters<typeof createCarrier>[2] }) =>
      createCarrier(platform, shop, input),
    carrierServiceUpdate: ({ input }: { input: Parameters<typeof updateCarrier>[2] }) =>
      updateCarrier(platform, shop, input),
    carrierServiceDelete: ({ id }: { id: string }) => deleteCarrier(platform, shop, id),
    deliveryProfiles: (args: PageArgs) => profileConnection(platform, shop, args),
    deliveryProfile: ({ id }: { id: string }) => profileById(platform, shop, id),
    deliveryProfileUpdate: ({ id, profile }: { id: string; profile: ProfileInput }) =>
      updateProfile(platform, shop, id, profile),
    deliveryCustomizations: (args: PageArgs) => customizationConnection(platform, shop, args),
    deliveryCustomization: ({ id }: { id: string }) => customizationById(platform, shop, id),
    deliveryCustomizationCreate: ({ deliveryCustomization }: { deliveryCustomization: CustomizationInput }) =>
      createCustomization(platform, shop, deliveryCustomization),
    deliveryCustomizationUpdate: (given: { id: string; deliveryCustomization: CustomizationInput }) =>
      updateCustomization(platform, shop, given.id, given.deliveryCustomization),
    deliveryCustomizationActivation: ({ ids, enabled }: { ids: string[]; enabled: boolean }) =>
      activateCustomizations(platform, shop, ids, enabled),
    deliveryCustomizationDelete: ({ id }: { id: string }) => deleteCustomization(platform, shop, id),
    metafieldsSet: ({ metafields }: { metafields: Parameters<typeof setMetafields>[2] }) =>
      setMetafields(platform, shop, metafields),
  };
}

function findFulfillment(
  platform: Platform,
  shop: ShopRecord,
  gid: string,
): { order: OrderDocument; fulfillment: Fulfillment } | null {
  for (const order of ordersWithText(platform, shop, gid)) {
    const fulfillment = order.fulfillments.find((one) => one.admin_graphql_api_id === gid);
    if (fulfillment) return { order, fulfillment };
  }
  return null;
}

function createEvent(platform: Platform, shop: ShopRecord, input: EventInput) {
  const found = findFulfillment(platform, shop, input.fulfillmentId);
  if (!found)
    return {
      fulfillmentEvent: null,
      userErrors: [{ field: ["fulfillmentEvent", "fulfillmentId"], message: "Fulfillment does not exist." }],
    };
  const event = addEvent(platform, shop, found.order, found.fulfillment, {
    status: input.status.toLowerCase(),
    message: input.message ?? null,
    city: input.city ?? null,
    country: input.country ?? null,
    province: input.province ?? null,
    zip: input.zip ?? null,
    address1: input.address1 ?? null,
    ...(input.happenedAt ? { happenedAt: new Date(input.happenedAt) } : {}),
    estimatedDeliveryAt: input.estimatedDeliveryAt ? new Date(input.estimatedDeliveryAt) : null,
  });
  return { fulfillmentEvent: eventNode(event), userErrors: [] };
}
