import { saveHandling, saveShippingService } from "../../app/shipping/commands.server";
import { toHandlingFields } from "../../app/shipping/core/handling-form";
import { emptyPackaging } from "../../app/shipping/core/service-form";
import { type CastProvider, type CastService, warehouse } from "../../scripts/story/cast";
import { uuidFrom } from "../../scripts/story/names";
import { must, owner } from "./tell-orders";
import type { Teller } from "./teller";

/** Fixed rates of the buyers' currencies. */
const conversions = [
  { from: "USD", to: "EUR", rate: "0.92" },
  { from: "USD", to: "BRL", rate: "5.40" },
  { from: "USD", to: "AED", rate: "3.67" },
  { from: "USD", to: "SAR", rate: "3.75" },
];

export const providerId = ({ key }: Pick<CastProvider, "key">) => uuidFrom(`provider ${key}`);

export async function stageHandling(teller: Teller): Promise<void> {
  const typed = toHandlingFields(warehouse.handling, conversions);
  must(await saveHandling(teller.staff(owner, "owner"), typed));
}

const wordsOf = (words: CastService["words"]) =>
  Object.fromEntries(
    Object.entries(words).map(([language, [name, description]]) => [language, { name, description }]),
  );

/** Adds a provider's service unless it is there. */
export async function stageService(teller: Teller, service: CastService, provider: string): Promise<void> {
  const ctx = teller.staff(owner, "owner");
  const { code, tier, zones, gift } = service;
  const known = await ctx.transact((db) =>
    db.shippingService.findUnique({ where: { shopId_code: { shopId: ctx.shop.id, code } } }),
  );
  if (known) return;
  const draft = {
    words: wordsOf(service.words),
    zones: Object.entries(zones).map(([country, { transit, prices }]) => ({
      ...{ countries: country, provinces: "", postcodes: "" },
      tiers: [
        { from: "0", to: "1000", price: prices[0] },
        { from: "1000", to: "", price: prices[1] },
      ],
      transitMin: String(transit.min),
      transitMax: String(transit.max),
    })),
    limits: { maxGrams: "20000", maxValue: "" },
    packaging: gift ? { ...emptyPackaging, price: gift.price, words: wordsOf(gift.words) } : null,
  };
  const head = { code, providerId: provider, tier, currency: "USD", active: true };
  must(await saveShippingService(ctx, { id: null, head, draft }));
}
