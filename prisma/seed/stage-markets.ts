import { saveMarket } from "../../app/markets/commands.server";
import { defaultMarketId, nothingSaid } from "../../app/markets/core/market";
import { type MarketFields, toMarketFields } from "../../app/markets/core/market-form";
import { setDisplayName } from "../../app/shop/commands.server";
import { openShop } from "../../app/shop/opening.server";
import { agent, must, owner } from "./tell-orders";
import type { Teller } from "./teller";

const weekdays = (hours: string): Partial<MarketFields> => ({
  ...{ monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours },
});
const everyDay = (hours: string): Partial<MarketFields> => ({
  ...weekdays(hours),
  ...{ saturday: hours, sunday: hours },
});
const broker = "Letter of our customs broker (invented)";

/** What the merchant has said about each market of the store, by its handle there. */
function settingsOf(handle: string, firstStart: Date): Partial<MarketFields> | null {
  const year = firstStart.getUTCFullYear();
  const asOf = new Date(firstStart.getTime() - 60 * 86_400_000).toISOString().slice(0, 10);
  const duties = (dutiesPaidBy: "buyer" | "merchant") => ({
    dutiesPaidBy,
    dutiesSource: broker,
    dutiesAsOf: asOf,
  });
  switch (handle) {
    case defaultMarketId:
      return {
        ...weekdays("9-18"),
        ...{ language: "en", zone: "Asia/Shanghai", email: "hello@sunda-trading.example" },
        returnAddress: "Sunda Trading, 88 Keyuan South Road, Shenzhen 518057, China",
      };
    case "de":
      return {
        ...weekdays("9-17"),
        ...{ language: "de", zone: "Europe/Berlin", email: "hilfe@sunda-trading.example" },
        holidays: `${year}-12-25\n${year}-12-26`,
        returnAddress: "Sunda Trading Retouren, Speicherstraße 4, 20457 Hamburg",
        ...duties("merchant"),
      };
    case "br":
      return {
        ...weekdays("9-18"),
        ...{ language: "pt-BR", zone: "America/Sao_Paulo", email: "ajuda@sunda-trading.example" },
        ...{ whatsapp: "+55 11 00000 0117", holidays: `${year}-12-25` },
        ...duties("buyer"),
      };
    case "gulf":
      // The Gulf is answered day and night.
      return {
        ...everyDay("0-24"),
        ...{ language: "ar", zone: "Asia/Dubai", whatsapp: "+971 4 000 0117" },
        email: "gulf@sunda-trading.example",
        ...duties("merchant"),
      };
    default:
      return null;
  }
}

/** Says what holds in each market. */
export async function stageMarkets(teller: Teller, firstStart: Date): Promise<void> {
  const ctx = teller.staff(owner, "owner");
  const markets = await ctx.transact((db) => db.market.findMany({ where: { shopId: ctx.shop.id } }));
  const all = [{ id: defaultMarketId, handle: defaultMarketId }, ...markets];
  for (const { id, handle } of all) {
    const said = settingsOf(handle, firstStart);
    if (said) must(await saveMarket(ctx, id, { ...toMarketFields(nothingSaid), ...said }));
  }
}

/** The agent has opened the app, and both have given their names. */
export async function stageStaff(teller: Teller): Promise<void> {
  const shop = teller.ctx.shop.id;
  const row = await teller.ctx.transact((db) => db.shop.findUniqueOrThrow({ where: { id: shop } }));
  const now = new Date();
  const seen = { shop, scopes: row.scopes, locale: null, issuedAt: now, now };
  await openShop({ ...seen, subject: agent }, async () => {});
  must(await setDisplayName(teller.staff(owner, "owner"), { displayName: "Wen Lin" }));
  must(await setDisplayName(teller.staff(agent, "agent"), { displayName: "Rui Chen" }));
}
