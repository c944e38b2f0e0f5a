import { beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { homePage } from "../../app/improvements/home-queries.server";
import { noteSighting } from "../../app/shop/block-commands.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { approvedProvider, typedService } from "../support/shipping";
import { adminRequest, installedShop, open } from "../support/shops";
import { storeOrder } from "../support/surveys";

beforeAll(prepareQueues);

const day = 86_400_000;
const staffOf = (shop: string, subject = "1") =>
  fromAdmin(adminRequest(shop, "/app", { subject }), "home.view");
const home = async (shop: string, subject?: string) => homePage(await staffOf(shop, subject));
const openSteps = async (shop: string) =>
  (await home(shop)).setUp?.steps.filter(({ done }) => !done).map(({ name }) => name) ?? null;
const sightings = (shop: string) =>
  inShop(shop, (db) => db.blockSighting.findMany({ where: { shopId: shop }, orderBy: { block: "asc" } }));
const ask = (shop: string, page: "thank-you" | "order-status", body: object = {}) =>
  askDoor(`/buyer/${page}`, { orderId: "4711", ...body }, { token: buyerToken(shop) });

/** Every block was seen so many days ago. */
async function seenBefore(shop: string, days: number): Promise<void> {
  const ctx = await staffOf(shop);
  const then = { ...ctx, now: () => new Date(Date.now() - days * day) };
  await inShop(shop, (db) => db.shop.update({ where: { id: shop }, data: { installedAt: new Date(0) } }));
  for (const block of ["thank-you", "order-status", "product-page"] as const) await noteSighting(then, block);
}

/** A shop that has a provider it decided on and an option at checkout. */
async function offeringShop(): Promise<string> {
  const shop = await installedShop();
  const ctx = await staffOf(shop);
  await typedService(ctx, await approvedProvider(ctx, "Meridian Express"));
  return shop;
}

describe("the set-up", () => {
  it("is ticked by what happens, a step at a time, and is gone once everything has been seen to work", async () => {
    const shop = await installedShop();
    expect(await openSteps(shop)).toEqual(["review", "offer", "thank-you", "order-status", "product-page"]);
    const ctx = await staffOf(shop);
    const providerId = await approvedProvider(ctx, "Meridian Express");
    expect(await openSteps(shop)).not.toContain("review");
    await typedService(ctx, providerId);
    expect(await openSteps(shop)).toEqual(["thank-you", "order-status", "product-page"]);
    expect((await ask(shop, "thank-you")).status).toBe(200);
    expect((await ask(shop, "order-status")).status).toBe(200);
    expect(await openSteps(shop)).toEqual(["product-page"]);
    expect((await home(shop)).setUp).toMatchObject({ pressing: false });
    await noteSighting(ctx, "product-page");
    expect(await openSteps(shop)).toBeNull();
  });

  it("counts no request that is refused, and none from the merchant's editor", async () => {
    const shop = await installedShop();
    expect((await ask(shop, "thank-you", { orderId: "no id" })).status).toBe(400);
    expect((await askDoor("/buyer/thank-you", { orderId: "1" }, { token: "no.to.ken" })).status).toBe(401);
    expect((await ask(shop, "thank-you", { preview: true })).status).toBe(200);
    expect(await sightings(shop)).toEqual([]);
  });

  it("writes once for many buyers at a time, and keeps when the block was first seen", async () => {
    const shop = await installedShop();
    await Promise.all(Array.from({ length: 20 }, () => ask(shop, "thank-you")));
    const [first] = await sightings(shop);
    await ask(shop, "thank-you");
    expect(await sightings(shop)).toEqual([first]);
    const ctx = await staffOf(shop);
    await noteSighting({ ...ctx, now: () => new Date(Date.now() + day) }, "thank-you");
    const [later] = await sightings(shop);
    expect(later?.firstSeenAt).toEqual(first?.firstSeenAt);
    expect(later?.lastSeenAt.getTime()).toBeGreaterThan(first?.lastSeenAt.getTime() ?? 0);
    await noteSighting(ctx, "thank-you");
    expect(await sightings(shop)).toEqual([later]);
  });

  it("is shown to those who can do it, and to nobody else", async () => {
    const shop = await installedShop();
    await open(shop, "2");
    expect((await home(shop, "2")).setUp).toBeNull();
  });

  it("begins anew after a reinstall, which takes every block off its page", async () => {
    const shop = await offeringShop();
    await seenBefore(shop, 0.01);
    expect(await openSteps(shop)).toBeNull();
    await inShop(shop, (db) => db.shop.update({ where: { id: shop }, data: { installedAt: new Date() } }));
    expect(await openSteps(shop)).toEqual(["thank-you", "order-status", "product-page"]);
    // Seen before and after the reinstall, within the hour in which one moment stands for all.
    await noteSighting(await staffOf(shop), "thank-you");
    expect(await openSteps(shop)).toEqual(["order-status", "product-page"]);
  });
});

describe("a block that buyers see no more", () => {
  it("is a task once two weeks have passed in which orders came, with the way to its editor", async () => {
    const shop = await offeringShop();
    await seenBefore(shop, 20);
    expect((await home(shop)).tasks.map(({ kind }) => kind)).not.toContain("block");
    for (let count = 0; count < 5; count++) await storeOrder(shop);
    await runJobs();
    const { setUp, tasks } = await home(shop);
    expect(setUp).toBeNull();
    expect(tasks.find(({ kind }) => kind === "block")).toMatchObject({
      block: "thank-you",
      to: expect.stringContaining("settings/checkout/editor?page=thank-you&context=apps&app="),
    });
    await ask(shop, "thank-you");
    const next = (await home(shop)).tasks.find(({ kind }) => kind === "block");
    expect(next).toMatchObject({ block: "order-status" });
  });
});
