import { fromAdmin, vaultForDelivery } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { nothingSaid } from "../../app/markets/core/market";
import { replaceLanguages, replaceMarkets, saveSettings } from "../../app/markets/store.server";
import { hearDamage } from "../../app/parcels/arrival-commands.server";
import { decideClaim, setClaimTerms } from "../../app/parcels/claim-commands.server";
import { noteSighting } from "../../app/shop/block-commands.server";
import { setDisplayName } from "../../app/shop/commands.server";
import { privacyExport, privacyPage } from "../../app/shop/queries.server";
import { askDoor, buyerToken } from "./buyer-token";
import { deliver } from "./deliveries";
import { fillActions } from "./filled-actions";
import { fillPasses } from "./filled-passes";
import { fillProviders } from "./filled-providers";
import { fillShipping } from "./filled-shipping";
import { fillTickets } from "./filled-tickets";
import { giveUp } from "./parked-job";
import { eventPayload, fulfillmentPayload, orderPayload } from "./payloads";
import { runJobs } from "./run-jobs";
import { adminRequest, installedShop, open } from "./shops";
import { answerAll } from "./surveys";

export type FilledShop = { shop: string; mark: string; owner: string; manager: string; agent: string };

/**
 * A shop with rows in every table: orders, parcels, events, a deleted order, parked and waiting deliveries, work that
 * failed every time, named staff of each role, privacy requests with an export that somebody downloaded. `mark` stands in every text that can hold it.
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
  await fillMarkets(shop, mark);
  await fillPasses(shop);
  await setUsualTransit(shop);
  const customer = await mirrorOrders(shop, mark);
  await deliver(shop, "customers/data_request", {
    shop_domain: shop,
    customer,
    orders_requested: [],
  });
  await deliver(shop, "customers/redact", { shop_domain: shop, customer: { id: 1 }, orders_to_redact: [] });
  await runJobs();
  await answerAll(shop, "expectation", 6);
  await fillParcels(shop);
  await answerAll(shop, "perception", 4, `Words ${mark}`);
  await fillProviders(shop, mark, owner);
  await fillClaims(shop, mark, owner);
  await fillShipping(shop, mark, owner);
  await fillTickets(shop, mark, owner);
  await fillActions(shop, mark, owner);
  const ctx = await fromAdmin(adminRequest(shop, "/app", { subject: owner }), "privacy.download");
  await noteSighting(ctx, "order-status");
  const answered = (await privacyPage(ctx, {})).requests.find((request) => request.downloadable);
  if (!answered || !(await privacyExport(ctx, answered.id))) throw new Error("the export was not made");
  await inShop(
    shop,
    (db) => db.$executeRaw`
    UPDATE "WebhookInbox" SET "state" = 'waiting', "nextAttemptAt" = now() + interval '1 day'
    WHERE "id" = (SELECT max("id"::text)::uuid FROM "WebhookInbox" WHERE "state" = 'parked')`,
  );
  await giveUp(shop, "read_fulfillments,read_orders");
  await standStill(shop);
  return { shop, mark, owner, manager, agent };
}

/** Opening the app notes now and then who was seen; what changes by itself while tests run would hide what they look for. */
async function standStill(shop: string): Promise<void> {
  const inAnHour = new Date(Date.now() + 3_600_000);
  await inShop(shop, async (db) => {
    await db.staffMember.updateMany({ where: { shopId: shop }, data: { lastSeenAt: inAnHour } });
    await db.shop.update({ where: { id: shop }, data: { authorizedAt: inAnHour } });
  });
}

async function fillMarkets(shop: string, mark: string): Promise<void> {
  const id = String(orderPayload().id);
  const vault = await vaultForDelivery(shop);
  if (!vault) throw new Error("the shop has no key");
  const tenant = { id: shop, vault };
  await inShop(shop, async (db) => {
    const countries = [{ code: "DE", currency: "EUR" }];
    const market = {
      id,
      handle: mark,
      name: `Market ${mark}`,
      active: true,
      currency: "EUR",
      languages: ["de"],
    };
    await replaceMarkets(db, tenant, [{ ...market, countries }], new Date());
    const language = { locale: "de", name: `German ${mark}`, primary: true, published: true };
    await replaceLanguages(db, tenant, [language], new Date());
    await saveSettings(db, tenant, id, { ...nothingSaid, returnAddress: mark }, new Date());
  });
}

async function setUsualTransit(shop: string): Promise<void> {
  const usual = { shopId: shop, id: "DE", minDays: 3, maxDays: 5, updatedAt: new Date() };
  await inShop(shop, (db) => db.parcelPromiseDefault.create({ data: usual }));
}

/** Every buyer says first that nothing has arrived, then that it has; each parcel will be looked at again. */
async function fillParcels(shop: string): Promise<void> {
  const orders = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
  for (const said of [{ yes: false }, { yes: true, on: "2026-11-21" }]) {
    for (const { id } of orders) {
      await askDoor("/buyer/arrived", { orderId: id, ...said }, { token: buyerToken(shop) });
    }
    await runJobs();
  }
  const tomorrow = new Date(Date.now() + 86_400_000);
  await inShop(shop, (db) =>
    db.parcel.updateMany({ where: { shopId: shop }, data: { lookAgainAt: tomorrow } }),
  );
}

/** Parcels reported damaged, one of which has a decided claim with a note, and claim periods of one provider. */
async function fillClaims(shop: string, mark: string, subject: string): Promise<void> {
  const parcels = await inShop(shop, (db) =>
    db.parcel.findMany({ where: { shopId: shop }, orderBy: { id: "asc" } }),
  );
  const ctx = await fromAdmin(adminRequest(shop, "/app", { subject }), "parcels.settings");
  for (const { orderId } of parcels) await hearDamage(ctx, orderId);
  const decided = await decideClaim(ctx, parcels[0]?.id ?? "", {
    decision: "claimed",
    note: `Claim ${mark}`,
  });
  if (!decided.ok) throw new Error(decided.problem);
  const provider = await inShop(shop, (db) => db.provider.findFirstOrThrow({ where: { shopId: shop } }));
  const periods = { provider: provider.id, lostDays: "30", damagedDays: "7" };
  const set = await setClaimTerms(ctx, { intent: "save", ...periods });
  if (!set.ok) throw new Error(set.problem);
  const tomorrow = new Date(Date.now() + 86_400_000);
  await inShop(shop, (db) =>
    db.parcel.updateMany({ where: { shopId: shop }, data: { lookAgainAt: tomorrow } }),
  );
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
