import type { AdminAnswer, AdminClient } from "./admin-client.server";
import { ShopDetailsDocument } from "./documents.generated";

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
export type StoreAdmin = { details(): Promise<AdminAnswer<StoreDetails>> };

export function storeAdmin(client: AdminClient): StoreAdmin {
  return {
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
