import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { setDisplayName } from "../../app/shop/commands.server";
import { privacyExport, privacyPage } from "../../app/shop/queries.server";
import { deliver } from "./deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "./payloads";
import { runJobs } from "./run-jobs";
import { adminRequest, installedShop, open } from "./shops";

export type FilledShop = { shop: string; mark: string; owner: string; manager: string; agent: string };

/**
 * A shop with rows in every table: orders, parcels, events, a deleted order, parked and waiting deliveries, named staff
 * of each role, privacy requests with an export that somebody downloaded. `mark` stands in every text that can hold it.
 */
export async function filledShop(
  mark: string,
  subjects: [string, string, string] = ["1", "2", "3"],
): Promise<FilledShop> {
  const [owner, manager, agent] = subjects;
  const shop = await installedShop({ owner });
  await open(shop, manager);
  await open(shop, agent);
  await inShop(shop, (db) =>
    db.staffMember.updateMany({ where: { shopId: shop, subject: manager }, data: { role: "manager" } }),
  );
  await inShop(shop, (db) =>
    db.shop.update({ where: { id: shop }, data: { name: `Store ${mark}`, timezone: "Europe/Berlin" } }),
  );
  for (const subject of subjects) {
    const ctx = await fromAdmin(adminRequest(shop, "/app", { subject }), "profile.set-name");
    await setDisplayName(ctx, { displayName: `Name ${mark} ${subject}` });
  }
  const customer = await mirrorOrders(shop, mark);
  await deliver(shop, "customers/data_request", {
    shop_domain: shop,
    customer,
    orders_requested: [],
  });
  await deliver(shop, "customers/redact", { shop_domain: shop, customer: { id: 1 }, orders_to_redact: [] });
  await runJobs();
  const ctx = await fromAdmin(adminRequest(shop, "/app", { subject: owner }), "privacy.download");
  const answered = (await privacyPage(ctx, {})).requests.find((request) => request.downloadable);
  if (!answered || !(await privacyExport(ctx, answered.id))) throw new Error("the export was not made");
  await inShop(
    shop,
    (db) => db.$executeRaw`
    UPDATE "WebhookInbox" SET "state" = 'waiting', "nextAttemptAt" = now() + interval '1 day'
    WHERE "id" = (SELECT max("id"::text)::uuid FROM "WebhookInbox" WHERE "state" = 'parked')`,
  );
  return { shop, mark, owner, manager, agent };
}

async function mirrorOrders(shop: string, mark: string): Promise<{ id: number }> {
  const customer = {
    id: orderPayload().id,
    email: `${mark}@example.com`,
    phone: null,
    first_name: mark,
    last_name: mark,
  };
  const address = {
    ...(orderPayload().shipping_address as object),
    name: `${mark} Falk`,
    city: `City ${mark}`,
    zip: mark,
  };
  for (let number = 1; number <= 3; number++) {
    const order = orderPayload({
      name: `#${mark}-${number}`,
      email: customer.email,
      customer,
      shipping_address: address,
      confirmation_number: mark,
      checkout_token: `${mark}-token`,
      shipping_lines: [{ title: `Ship ${mark}`, code: mark, source: mark }],
    });
    const parcel = fulfillmentPayload(order.id, {
      name: `#${mark}-${number}.1`,
      tracking_number: `T-${mark}`,
      tracking_url: `https://track.example/${mark}`,
    });
    await deliver(shop, "orders/create", order);
    await deliver(shop, "fulfillments/create", parcel);
    await deliver(
      shop,
      "fulfillment_events/create",
      eventPayload(order.id, parcel.id, { message: `left ${mark}` }),
    );
    // Without its money an order cannot be read: parked with its payload.
    await deliver(shop, "orders/updated", { ...order, total_price_set: null });
    if (number === 3) await deliver(shop, "orders/delete", { id: order.id });
  }
  return customer;
}
