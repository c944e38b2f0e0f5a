import { randomUUID } from "node:crypto";
import { Prisma } from "@prisma/client";
import { beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { setDisplayName } from "../../app/shop/commands.server";
import { erasableBy, personalColumns } from "../../app/shop/core/personal-data";
import { privacyExport, privacyPage } from "../../app/shop/queries.server";
import { inboxPage } from "../../app/tickets/queries.server";
import { ticketPage } from "../../app/tickets/ticket-queries.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { seen } from "../support/promise-form";
import { prepareQueues, runJobs } from "../support/run-jobs";
import {
  adminRequest,
  installedShop,
  newShopDomain,
  open,
  shopRow,
  storeOfflineSession,
} from "../support/shops";
import { wholeDatabase } from "../support/whole-database";

beforeAll(prepareQueues);

let canaries = 0;

/** A person whose every detail is found again anywhere. */
function canaryPerson() {
  canaries += 1;
  const mark = `canary${Date.now()}x${canaries}`;
  const customer = {
    id: 5_000_000_000 + canaries,
    email: `${mark}@example.com`,
    phone: `+49${mark}`,
    first_name: mark,
    last_name: "😀",
  };
  const order = orderPayload({
    email: customer.email,
    customer,
    shipping_address: {
      name: `${mark} 😀`,
      phone: customer.phone,
      address1: `${mark} Street 1`,
      city: "Berlin",
      zip: "10115",
      province_code: "BE",
      country_code: "DE",
    },
  });
  const parcel = fulfillmentPayload(order.id, {
    tracking_number: `T${mark}`,
    tracking_url: `https://t.example/T${mark}`,
  });
  const event = eventPayload(order.id, parcel.id, { message: `left with ${mark}` });
  return { mark, customer, order, parcel, event };
}

async function shopWithCanary() {
  const shop = newShopDomain();
  await storeOfflineSession(shop);
  await open(shop, "1", new Date(Date.now() - 600_000));
  const person = canaryPerson();
  await deliver(shop, "orders/create", person.order);
  await deliver(shop, "fulfillments/create", person.parcel);
  await deliver(shop, "fulfillment_events/create", person.event);
  // One that is parked keeps its payload, in which the person stands, too.
  await deliver(shop, "orders/updated", { ...person.order, total_price_set: null });
  return { shop, person };
}

const request = (shop: string, person: ReturnType<typeof canaryPerson>, orders: string) => ({
  shop_id: 1,
  shop_domain: shop,
  customer: { id: person.customer.id, email: person.customer.email, phone: person.customer.phone },
  [orders]: [person.order.id],
});

const counts = (shop: string) =>
  inShop(shop, async (db) => [
    await db.order.count({ where: { shopId: shop } }),
    await db.fulfillment.count({ where: { shopId: shop } }),
    await db.fulfillmentEvent.count({ where: { shopId: shop } }),
  ]);

describe("personal data", () => {
  it("never stands readable in any table or job, at any time", async () => {
    const { shop, person } = await shopWithCanary();
    const contact = [
      person.customer.email,
      person.customer.phone,
      `${person.mark} 😀`,
      `${person.mark} Street`,
    ];
    const readable = (text: string) =>
      contact.filter((detail) => text.includes(detail) || text.includes(Buffer.from(detail).toString("hex")));
    expect(readable(await wholeDatabase())).toEqual([]);
    await runJobs();
    await deliver(shop, "customers/data_request", request(shop, person, "orders_requested"));
    await runJobs();
    expect(readable(await wholeDatabase())).toEqual([]);
  });

  it("is classified column by column: a new table or column must be added to the lists", () => {
    const models = Prisma.dmmf.datamodel.models;
    const ofShops = models
      .filter((model) => model.fields.some((field) => field.name === "shopId"))
      .map((model) => model.name);
    // ShopKey is emptied by destroying the keys.
    expect(ofShops.filter((name) => name !== "ShopKey").sort()).toEqual(Object.keys(erasableBy).sort());
    for (const [name, columns] of Object.entries(personalColumns)) {
      const fields = models.find((model) => model.name === name)?.fields.map((field) => field.name) ?? [];
      expect(fields, name).toEqual(expect.arrayContaining([...columns]));
    }
    const sealed = models.flatMap((model) =>
      model.fields
        .filter((field) => field.name.startsWith("sealed"))
        .map((field) => `${model.name}.${field.name}`),
    );
    const listed = Object.entries(personalColumns).flatMap(([name, columns]) =>
      columns.map((column) => `${name}.${column}`),
    );
    expect(listed).toEqual(expect.arrayContaining(sealed));
  });
});

describe("a data request", () => {
  it("gives exactly what is held of the person, once, and each download is in the access log", async () => {
    const { shop, person } = await shopWithCanary();
    const other = orderPayload();
    await deliver(shop, "orders/create", other);
    await deliver(shop, "customers/data_request", request(shop, person, "orders_requested"));
    await runJobs();
    const ctx = await fromAdmin(adminRequest(shop, "/app/settings/privacy"), "privacy.download");
    const page = await privacyPage(ctx, {});
    expect(page.requests).toMatchObject([{ kind: "data-request", downloadable: true }]);
    const file = await privacyExport(ctx, page.requests[0]?.id ?? "");
    const body = JSON.parse(file?.body ?? "{}");
    expect(Object.keys(body)).toEqual([
      ...["about", "shop", "madeAt", "customerId", "orderIds", "surveys", "parcels", "tickets", "orders"],
    ]);
    expect(body.about).toMatch(/holds about one customer/);
    expect(body.orders.orders).toMatchObject([
      {
        id: String(person.order.id),
        contact: { name: `${person.mark} 😀`, email: person.customer.email, phone: person.customer.phone },
      },
    ]);
    expect(body.orders.fulfillments).toHaveLength(1);
    expect(body.orders.events).toMatchObject([{ message: `left with ${person.mark}` }]);
    expect(file?.body).not.toContain("Greta");
    const log = await inShop(shop, (db) => db.accessLog.findMany({ where: { shopId: shop } }));
    expect(log).toMatchObject([{ action: "download", entity: "PrivacyRequest", subject: "1" }]);
  });
});

describe("the access log", () => {
  it("has one row for each time staff are shown a buyer's words or contact, and none for other pages", async () => {
    const { shop, person } = await shopWithCanary();
    await runJobs();
    const orderId = String(person.order.id);
    await askDoor(
      "/buyer/problems",
      { orderId, text: `Where is it? ${person.mark}`, kind: "damaged", clientId: person.mark, locale: "de" },
      { token: buyerToken(shop) },
    );
    await deliver(shop, "customers/data_request", request(shop, person, "orders_requested"));
    await runJobs();
    const ctx = await fromAdmin(adminRequest(shop, "/app"), "privacy.download");
    const rows = async () =>
      (
        await inShop(shop, (db) => db.accessLog.findMany({ where: { shopId: shop }, orderBy: { id: "asc" } }))
      ).map(({ action, entity }) => `${action} ${entity}`);

    const read: string[] = [];
    for (let times = 1; times <= 2; times++) {
      const inbox = await inboxPage(ctx, { view: "due", after: null });
      expect(JSON.stringify(inbox)).toContain(person.mark);
      read.push("view Inbox");
      const ticket = await ticketPage(ctx, inbox.tickets[0]?.id ?? "");
      expect(ticket?.contact?.email).toBe(person.customer.email);
      read.push("view Ticket");
      const page = await privacyPage(ctx, {});
      expect(await privacyExport(ctx, page.requests[0]?.id ?? "")).not.toBeNull();
      read.push("download PrivacyRequest");
    }
    // Nothing of a person: an empty page, a ticket and a file that are not there.
    expect((await inboxPage(ctx, { view: "answered", after: null })).tickets).toEqual([]);
    expect(await ticketPage(ctx, randomUUID())).toBeNull();
    expect(await privacyExport(ctx, randomUUID())).toBeNull();
    seen(17, { reads: read.length, rows: (await rows()).length });
    expect(await rows()).toEqual(read);
  });
});

describe("a customer's redaction", () => {
  it("takes the files that were made for the person, and leaves those of others", async () => {
    const { shop, person } = await shopWithCanary();
    const other = canaryPerson();
    await deliver(shop, "orders/create", other.order);
    await runJobs();
    for (const one of [person, other])
      await deliver(shop, "customers/data_request", request(shop, one, "orders_requested"));
    await runJobs();
    const ctx = await fromAdmin(adminRequest(shop, "/app"), "privacy.download");
    const files = async () => {
      const found = (await privacyPage(ctx, {})).requests.filter(({ downloadable }) => downloadable);
      return Promise.all(found.map(async ({ id }) => (await privacyExport(ctx, id))?.body ?? ""));
    };
    expect(await files()).toHaveLength(2);
    await deliver(shop, "customers/redact", request(shop, person, "orders_to_redact"));
    await runJobs();
    const left = await files();
    expect(left).toHaveLength(1);
    expect(left[0]).toContain(other.mark);
    expect(left[0]).not.toContain(person.mark);
  });

  it("removes the person everywhere, keeps the figures, and late deliveries bring nobody back", async () => {
    const { shop, person } = await shopWithCanary();
    await runJobs();
    const before = await counts(shop);
    const demand = request(shop, person, "orders_to_redact");
    await deliver(shop, "customers/redact", demand);
    await deliver(shop, "customers/redact", demand);
    await runJobs();
    await deliver(shop, "orders/updated", {
      ...person.order,
      updated_at: "2026-11-30T00:00:00Z",
      financial_status: "refunded",
    });
    await deliver(shop, "fulfillments/update", { ...person.parcel, updated_at: "2026-11-30T00:00:00Z" });
    await runJobs();
    const dump = await wholeDatabase();
    expect(dump).not.toContain(person.mark);
    const [order] = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
    expect(order).toMatchObject({
      financialStatus: "refunded",
      customerId: null,
      sealedContact: null,
      postcode: null,
      country: "DE",
    });
    expect(await counts(shop)).toEqual(before);
    const parked = await inShop(shop, (db) =>
      db.webhookInbox.findMany({ where: { shopId: shop, sealedPayload: { not: null } } }),
    );
    expect(parked).toEqual([]);
  });

  it("that names another shop is parked and removes nobody", async () => {
    const { shop, person } = await shopWithCanary();
    await deliver(shop, "customers/redact", request("elsewhere.myshopify.com", person, "orders_to_redact"));
    await runJobs();
    const [order] = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
    expect(order?.sealedContact).not.toBeNull();
  });
});

describe("a shop's redaction", () => {
  const uninstall = async (shop: string, triggeredAt: Date) => {
    await deliver(shop, "app/uninstalled", { id: 1, myshopify_domain: shop }, { triggeredAt });
    await runJobs();
  };
  const demand = (shop: string) => deliver(shop, "shop/redact", { shop_id: 1, shop_domain: shop });

  it("leaves nothing but a bare tombstone, and running it again changes nothing", async () => {
    const { shop } = await shopWithCanary();
    const neighbour = await installedShop();
    await deliver(neighbour, "orders/create", orderPayload());
    await runJobs();
    await uninstall(shop, new Date(Date.now() - 300_000));
    await demand(shop);
    await runJobs();
    expect(await shopRow(shop)).toMatchObject({ state: "redacted", name: null, ordersMirrored: 0 });
    await demand(shop);
    await runJobs();
    const left = await inShop(shop, async (db) => {
      const where = { shopId: shop };
      return [
        await db.order.count({ where }),
        await db.staffMember.count({ where }),
        await db.shopKey.count({ where }),
        await db.fulfillmentEvent.count({ where }),
      ];
    });
    expect(left).toEqual([0, 0, 0, 0]);
    const superuser = await wholeDatabase();
    // What names the shop now: its own row, and the second demand, whose payload is not kept.
    expect(superuser.split("\n").filter((row) => row.includes(shop) && row.includes("sha"))).toEqual([]);
    expect(await counts(neighbour)).toEqual([1, 0, 0]);
  });

  it("after a reinstall takes only what is older than the uninstall", async () => {
    const { shop } = await shopWithCanary();
    await runJobs();
    await inShop(shop, (db) =>
      db.order.updateMany({ where: { shopId: shop }, data: { mirroredAt: new Date(Date.now() - 500_000) } }),
    );
    await uninstall(shop, new Date(Date.now() - 300_000));
    await storeOfflineSession(shop);
    await open(shop, "1");
    await deliver(shop, "orders/create", orderPayload());
    await runJobs();
    await demand(shop);
    await runJobs();
    expect(await shopRow(shop)).toMatchObject({ state: "installed", ordersMirrored: 1 });
    const orders = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
    expect(orders).toHaveLength(1);
    expect(orders[0]?.sealedContact).not.toBeNull();
  });

  it("of a shop that was never uninstalled takes nothing", async () => {
    const { shop } = await shopWithCanary();
    await runJobs();
    await demand(shop);
    await runJobs();
    expect(await counts(shop)).toEqual([1, 1, 1]);
  });

  it("lets the shop start anew with keys of its own", async () => {
    const { shop } = await shopWithCanary();
    await uninstall(shop, new Date(Date.now() - 300_000));
    await demand(shop);
    await runJobs();
    await storeOfflineSession(shop);
    await open(shop, "9");
    const ctx = await fromAdmin(adminRequest(shop, "/app", { subject: "9" }), "home.view");
    expect(ctx.staff.role).toBe("owner");
    expect(await setDisplayName(ctx, { displayName: "Noor" })).toMatchObject({ ok: true });
    await deliver(shop, "orders/create", orderPayload());
    await runJobs();
    expect(await counts(shop)).toEqual([1, 0, 0]);
  });
});
