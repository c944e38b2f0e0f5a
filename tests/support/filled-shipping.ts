import { inShop } from "../../app/db.server";
import { saveRegistration } from "../../app/shipping/carrier-store.server";
import { saveQuotes } from "../../app/shipping/quote-store.server";
import { runJobs } from "./run-jobs";
import { approvedProvider, carrierKey, staffOf, typedService } from "./shipping";

/** A service, what checkout was answered, a carrier key and a registration. */
export async function fillShipping(shop: string, mark: string, owner: string): Promise<void> {
  const ctx = await staffOf(shop, owner);
  const providerId = await approvedProvider(ctx, `Meridian ${mark}`);
  const saved = await typedService(ctx, providerId);
  if (!saved.ok) throw new Error(`the service was not saved: ${JSON.stringify(saved)}`);
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
  });
  await runJobs();
}
