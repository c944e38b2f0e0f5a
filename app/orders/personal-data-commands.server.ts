import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { PersonalDataHolder } from "../personal-data";
import type { PersonInQuestion } from "../shop/core/personal-data";

import { isKnownTopic, topics } from "./core/topics";
import { listParked, openPayload, settleDeliveries } from "./inbox-store.server";
import { exportOrders, listOrderIdsOf, redactOrders } from "./store.server";

/** Buyers' data in the mirrored orders and in deliveries that wait for a person's decision. */
export const ordersPersonalData: PersonalDataHolder = {
  domain: "orders",
  async exportPerson(ctx, db, person) {
    return exportOrders(db, ctx.shop, await listOrderIdsOf(db, ctx.shop, person));
  },
  async redactPerson(ctx, db, person) {
    const orderIds = [...new Set([...person.orderIds, ...(await listOrderIdsOf(db, ctx.shop, person))])];
    await redactOrders(db, ctx.shop, orderIds, ctx.now());
    await dropParkedOf(ctx, db, { ...person, orderIds });
  },
};

/** Parked payloads that name the person, or that cannot be read to tell, are given up. */
async function dropParkedOf(ctx: Ctx, db: Db, person: PersonInQuestion): Promise<void> {
  const size = 100;
  for (let after: string | null = null; ; ) {
    const page = await listParked(db, ctx.shop, after, size);
    for (const delivery of page) {
      if (!isKnownTopic(delivery.topic) || topics[delivery.topic] === "shop-redaction") continue;
      if (names(ctx, delivery, person)) {
        await settleDeliveries(db, ctx.shop, [delivery.id], {
          state: "ignored",
          reason: "redacted",
          at: ctx.now(),
        });
      }
    }
    after = page.at(-1)?.id ?? null;
    if (page.length < size) return;
  }
}

function names(
  ctx: Ctx,
  delivery: { id: string; sealedPayload: Uint8Array | null },
  person: PersonInQuestion,
): boolean {
  if (!delivery.sealedPayload) return false;
  try {
    const text = openPayload(ctx.shop, { id: delivery.id, sealedPayload: delivery.sealedPayload }).toString();
    const ids = new Set([...person.orderIds, ...(person.customerId ? [person.customerId] : [])]);
    return [...text.matchAll(/"(?:id|order_id|customer_id)"\s*:\s*"?(\d+)/g)].some((match) =>
      ids.has(match[1] ?? ""),
    );
  } catch {
    return true;
  }
}
