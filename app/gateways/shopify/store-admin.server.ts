import type { StoreLanguage, StoreMarket } from "../../markets/core/market";
import type { StoreProfile } from "../../shipping/core/store-profile";
import type { AdminAnswer, AdminClient } from "./admin-client.server";
import { ShopDetailsDocument } from "./documents.generated";
import {
  type ChangeAnswer,
  type Customization,
  type RegisteredCarrier,
  readCarriers,
  writeCarrier,
  writeCustomization,
} from "./store-carriers.server";
import { readLanguages, readMarkets } from "./store-markets.server";
import {
  countOrders,
  type OrdersPage,
  type OrdersWish,
  readKnownOrders,
  readOrders,
} from "./store-orders.server";
import { type ProfileChange, readProfile, writeProfile } from "./store-profile.server";

export type StoreDetails = {
  name: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timezone: string;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  plan: string;
  scopes: string[];
};

/** What the app asks of a store's Admin API in the background. */
export type StoreAdmin = {
  details(): Promise<AdminAnswer<StoreDetails>>;
  orders(wish: OrdersWish): Promise<AdminAnswer<OrdersPage>>;
  ordersPlacedSince(since: Date): Promise<AdminAnswer<number | null>>;
  knownOrders(ids: readonly string[]): Promise<AdminAnswer<string[]>>;
  markets(): Promise<AdminAnswer<StoreMarket[]>>;
  languages(): Promise<AdminAnswer<StoreLanguage[]>>;
  carriers(): Promise<AdminAnswer<RegisteredCarrier[]>>;
  saveCarrier(carrier: {
    id: string | null;
    name: string;
    callbackUrl: string;
  }): Promise<AdminAnswer<ChangeAnswer>>;
  saveCustomization(customization: Customization): Promise<AdminAnswer<ChangeAnswer>>;
  shippingProfile(): Promise<AdminAnswer<StoreProfile>>;
  changeProfile(change: ProfileChange): Promise<AdminAnswer<ChangeAnswer>>;
};

export function storeAdmin(client: AdminClient): StoreAdmin {
  return {
    orders: (wish) => readOrders(client, wish),
    ordersPlacedSince: (since) => countOrders(client, since),
    knownOrders: (ids) => readKnownOrders(client, ids),
    markets: () => readMarkets(client),
    languages: () => readLanguages(client),
    carriers: () => readCarriers(client),
    saveCarrier: (carrier) => writeCarrier(client, carrier),
    saveCustomization: (customization) => writeCustomization(client, customization),
    shippingProfile: () => readProfile(client),
    changeProfile: (change) => writeProfile(client, change),
    async details() {
      const answer = await client.ask(ShopDetailsDocument, {});
      if (!answer.ok) return answer;
      const { shop, currentAppInstallation } = answer.data;
      const data = {
        name: shop.name,
        currency: shop.currencyCode,
        timezone: shop.ianaTimezone,
        country: shop.shopAddress.countryCodeV2,
        plan: shop.plan.publicDisplayName,
        scopes: currentAppInstallation.accessScopes.map((scope) => scope.handle),
      };
      return { ok: true, data, withheld: answer.withheld };
    },
  };
}
