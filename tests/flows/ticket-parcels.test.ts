import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { inboxPage } from "../../app/tickets/queries.server";
import { ticketPage } from "../../app/tickets/ticket-queries.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop } from "../support/shops";

beforeAll(prepareQueues);

async function shopWithParcel(change: object = {}) {
  const shop = await installedShop();
  const order = orderPayload();
  const parcel = fulfillmentPayload(order.id, { ...change });
  await deliver(shop, "orders/create", order);
  await deliver(shop, "fulfillments/create", parcel);
  await runJobs();
  const staff = () => fromAdmin(adminRequest(shop, "/app"), "tickets.reply");
  const inbox = async (view: "due" | "answered" = "due", after: string | null = null) =>
    inboxPage(await staff(), { view, after });
  const parcelRow = () => inShop(shop, (db) => db.parcel.findFirstOrThrow({ where: { shopId: shop } }));
  const say = async (path: string, body: object) => {
    const answer = await askDoor(path, { orderId: String(order.id), ...body }, { token: buyerToken(shop) });
    expect(answer.status).toBe(200);
    await runJobs();
  };
  return { shop, order, parcel, staff, inbox, parcelRow, say };
}

describe("a buyer who first misses a parcel and then has it", () => {
  it("ends the trouble, and the ticket says so without a clock of its own", async () => {
    const { staff, inbox, parcelRow, say } = await shopWithParcel();
    await say("/buyer/arrived", { yes: false });
    expect(await parcelRow()).toMatchObject({ trouble: "missing", claimGround: "lost" });
    const [before] = (await inbox()).tickets;
    await say("/buyer/arrived", { yes: true });
    await say("/buyer/arrived", { yes: true });
    expect(await parcelRow()).toMatchObject({ state: "delivered", trouble: null, claimGround: null });
    const [after] = (await inbox()).tickets;
    expect(after).toMatchObject({ id: before?.id, state: "new", dueAt: before?.dueAt });
    const page = await ticketPage(await staff(), after?.id ?? "");
    expect(page?.messages.map(({ author, cause }) => [author, cause])).toEqual([
      ["app", "missing"],
      ["app", "turned-up"],
    ]);
    expect(page?.ticket.lastMessageId).toBe(page?.messages.at(-1)?.id);
  });

  it("opens no ticket where both were said before anybody looked", async () => {
    const { shop, order, inbox } = await shopWithParcel();
    for (const yes of [false, true]) {
      await askDoor("/buyer/arrived", { orderId: String(order.id), yes }, { token: buyerToken(shop) });
    }
    await runJobs();
    expect((await inbox()).tickets).toEqual([]);
  });
});

describe("a buyer who reports damage", () => {
  it("puts the parcel where it can be claimed", async () => {
    const { shop, order, parcel, parcelRow, say } = await shopWithParcel();
    const happened_at = new Date(Date.now() - 2 * 86_400_000).toISOString();
    await deliver(
      shop,
      "fulfillment_events/create",
      eventPayload(order.id, parcel.id, { status: "delivered", happened_at }),
    );
    await runJobs();
    expect(await parcelRow()).toMatchObject({ trouble: null, claimGround: null });
    const report = { text: "Die Vase ist zerbrochen.", kind: "damaged", locale: "de" };
    await say("/buyer/problems", { ...report, clientId: randomUUID() });
    expect(await parcelRow()).toMatchObject({ trouble: "damaged", claimGround: "damaged" });
  });
});

describe("a ticket", () => {
  it("names the provider behind the carrier, where the parcel is and what was written, at a glance", async () => {
    const { shop, order, parcel, staff, inbox, say } = await shopWithParcel({
      tracking_company: "dhl-express",
    });
    const happened_at = new Date(Date.now() - 3_600_000).toISOString();
    await deliver(
      shop,
      "fulfillment_events/create",
      eventPayload(order.id, parcel.id, { happened_at, message: "Sorted" }),
    );
    await runJobs();
    const text = `Wo bleibt\n\nmein Paket? ${"x".repeat(200)}`;
    await say("/buyer/problems", { text, kind: "not-arrived", clientId: randomUUID(), locale: "de" });
    const [row] = (await inbox()).tickets;
    expect(row).toMatchObject({
      parcel: { provider: { name: "DHL Express" }, carrier: "dhl-express", state: "in-transit" },
      excerpt: expect.stringMatching(/^Wo bleibt mein Paket\? x{10,}…$/),
    });
    const page = await ticketPage(await staff(), row?.id ?? "");
    expect(page?.parcels).toMatchObject([
      {
        provider: { name: "DHL Express" },
        timeline: [{ state: "sent" }, { state: "in-transit", message: "Sorted", place: "Leipzig, DE" }],
      },
    ]);
  });

  it("stands on exactly one page of the inbox, also where many are due at one instant", async () => {
    const { shop, inbox } = await shopWithParcel();
    const at = new Date("2026-11-23T10:00:00Z");
    const ids = Array.from({ length: 45 }, () => randomUUID());
    for (const dueAt of [at, null]) {
      await inShop(shop, (db) => db.ticket.deleteMany({ where: { shopId: shop } }));
      await inShop(shop, (db) =>
        db.ticket.createMany({
          data: ids.map((id, index) => ({
            ...{
              shopId: shop,
              id,
              orderId: String(index),
              kind: "other",
              priority: "normal",
              language: "de",
            },
            ...{ openedAt: at, lastMessageId: id, lastMessageAt: at, dueAt },
          })),
        }),
      );
      const view = dueAt ? "due" : "answered";
      const seen: string[] = [];
      for (let after: string | null = null, pages = 0; pages < 4; pages++) {
        const page = await inbox(view, after);
        seen.push(...page.tickets.map((ticket) => ticket.id));
        after = page.next;
        if (after === null) break;
      }
      expect(seen.toSorted()).toEqual(ids.toSorted());
    }
  });
});
