import type { StoreLanguage, StoreMarket } from "../../markets/core/market";
import type { AdminAnswer, AdminClient } from "./admin-client.server";
import { ShopLanguagesDocument, ShopMarketsDocument, type ShopMarketsQuery } from "./documents.generated";

/** Pages of ten markets that are read; a store has at most a few dozen. */
const mostPages = 20;

/**
 * The store's markets with their countries, all of them or none: part of a list would look as if the rest were gone.
 * `refused` also where the platform withholds a field, as it does without the scope.
 */
export async function readMarkets(client: AdminClient): Promise<AdminAnswer<StoreMarket[]>> {
  const markets: StoreMarket[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page++) {
    const answer: AdminAnswer<ShopMarketsQuery> = await client.ask(ShopMarketsDocument, { after });
    if (!answer.ok) return answer;
    if (answer.withheld.length > 0) return { ok: false, problem: "refused" };
    const { nodes, pageInfo }: ShopMarketsQuery["markets"] = answer.data.markets;
    markets.push(...nodes.map(toMarket));
    if (!pageInfo.hasNextPage || !pageInfo.endCursor) break;
    after = pageInfo.endCursor;
  }
  return { ok: true, data: markets, withheld: [] };
}

function toMarket(node: ShopMarketsQuery["markets"]["nodes"][number]): StoreMarket {
  const regions = node.conditions?.regionsCondition?.regions.nodes ?? [];
  const languages = node.webPresences.nodes.flatMap((presence) => [
    presence.defaultLocale.locale,
    ...presence.alternateLocales.map((one) => one.locale),
  ]);
  return {
    id: numberOf(node.id),
    handle: node.handle,
    name: node.name,
    active: node.status === "ACTIVE",
    currency: node.currencySettings?.baseCurrency.currencyCode ?? null,
    languages: [...new Set(languages)],
    countries: regions.flatMap((region) =>
      region.__typename === "MarketRegionCountry"
        ? [{ code: region.code, currency: region.currency.currencyCode }]
        : [],
    ),
  };
}

/** The number at the end of a platform id. */
function numberOf(gid: string): string {
  return gid.split("/").at(-1) ?? gid;
}

/** The languages the store is written in. */
export async function readLanguages(client: AdminClient): Promise<AdminAnswer<StoreLanguage[]>> {
  const answer = await client.ask(ShopLanguagesDocument, {});
  if (!answer.ok) return answer;
  if (answer.withheld.length > 0) return { ok: false, problem: "refused" };
  return { ok: true, data: answer.data.shopLocales, withheld: [] };
}
