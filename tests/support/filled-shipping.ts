import { inShop } from "../../app/db.server";
import { saveRegistration } from "../../app/shipping/carrier-store.server";
import { saveCase } from "../../app/shipping/case-store.server";
import { savePublishedRates } from "../../app/shipping/published-rate-store.server";
import { saveQuotes } from "../../app/shipping/quote-store.server";
import { runJobs } from "./run-jobs";
import { sampleServiceId } from "./sample-ids";
import { approvedProvider, carrierKey, staffOf, typedService } from "./shipping";

const open = { atLeast: null, atMost: null };
/** A flat rate as the store's profile would hold it. */
export const publishedRate = (mark: string) => ({
  code: "EXP_DHL",
  places: "DE",
  ownZone: false,
  spec: { name: `Rate ${mark}`, description: "", minor: 990, currency: "EUR", grams: open, price: open },
  methodId: `gid://shopify/DeliveryMethodDefinition/${mark}`,
});
/** A cart as the simulator keeps it. */
export const keptCase = (mark: string) => ({
  name: `Case ${mark}`,
  cart: {
    country: "DE",
    province: "",
    postcode: mark,
    grams: "500",
    value: "50",
    currency: "EUR",
    language: "de",
  },
  expected: [{ code: "EXP_DHL", minor: 990, currency: "EUR" }],
});

/** Two services, what checkout was answered, a carrier key, a registration, a flat rate and a cart that was kept. */
export async function fillShipping(shop: string, mark: string, owner: string): Promise<void> {
  const ctx = await staffOf(shop, owner);
  const providerId = await approvedProvider(ctx, `Meridian ${mark}`);
  const saved = await typedService(ctx, providerId);
  if (!saved.ok) throw new Error(`the service was not saved: ${JSON.stringify(saved)}`);
  const sample = await typedService({ ...ctx, newId: () => sampleServiceId }, providerId, {
    head: { code: "STD_SAMPLE" },
  });
  if (!sample.ok) throw new Error(`the sample was not saved: ${JSON.stringify(sample)}`);
  await carrierKey(ctx);
  const at = new Date();
  const rate = { code: "EXP_DHL", serviceId: saved.value.id, providerId, minor: 990, currency: "EUR" };
  const answer = [{ ...rate, from: "2026-11-30", by: "2026-12-02" }];
  await inShop(shop, async (db) => {
    await saveQuotes(db, ctx.shop, [
      { id: ctx.newId(), at, digest: mark, country: "DE", ruleVersion: 1, answer },
    ]);
    await saveRegistration(db, ctx.shop, {
      state: "registered",
      carrierServiceId: `gid://shopify/DeliveryCarrierService/${mark}`,
      checkedAt: at,
    });
    await savePublishedRates(db, ctx.shop, [{ ...publishedRate(mark), id: ctx.newId() }], at);
    await saveCase(db, ctx.shop, { ...keptCase(mark), id: ctx.newId(), savedAt: at });
  });
  await runJobs();
}
