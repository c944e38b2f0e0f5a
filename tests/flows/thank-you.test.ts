import { beforeAll, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { addBusinessMinutes } from "../../app/markets/core/support-hours";
import { targets } from "../../app/tickets/core/clock";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { installedShop } from "../support/shops";
import { storeOrder } from "../support/surveys";

beforeAll(prepareQueues);

const thankYou = async (shop: string, orderId: number, customer?: number) =>
  (
    await askDoor(
      "/buyer/thank-you",
      { orderId: String(orderId) },
      { token: buyerToken(shop, customer === undefined ? {} : { customer }) },
    )
  ).json;

/** An order to Germany, promised with a provider that has brought `onTime` parcels there in time and `late` too late. */
async function promisedOrder({ onTime, late }: { onTime: number; late: number }) {
  const shop = await installedShop();
  await storeOrder(shop, { delivered: true });
  const order = await storeOrder(shop);
  await runJobs();
  const provider = await inShop(shop, (db) => db.provider.findFirstOrThrow({ where: { shopId: shop } }));
  const sentDaysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const parcel = (at: number, days: number, verdict: string, country = "DE") => ({
    ...{ shopId: shop, parcelId: `${country}${days}-${at}`, providerId: provider.id, country, verdict },
    ...{ sentAt: sentDaysAgo(days), deliveredAt: sentDaysAgo(days - 4), heardAt: new Date() },
  });
  const data = Array.from({ length: onTime + late }, (_, at) =>
    parcel(at, 20, at < onTime ? "early" : "late"),
  );
  // Too long ago, and to another country: neither says anything about this buyer's parcel.
  for (let at = 0; at < 50; at++) data.push(parcel(at, 100, "late"), parcel(at, 20, "late", "BR"));
  await inShop(shop, async (db) => {
    await db.providerParcel.deleteMany({ where: { shopId: shop } });
    await db.providerParcel.createMany({ data });
    await db.orderPromise.updateMany({
      where: { shopId: shop, id: String(order.id) },
      data: { providerId: provider.id },
    });
  });
  return { shop, order, name: provider.name };
}

it("a buyer is told what the chosen provider did to their country lately, from twenty parcels on", async () => {
  const { shop, order, name } = await promisedOrder({ onTime: 23, late: 2 });
  const evidence = { onTime: 23, of: 25, country: "DE", days: 90 };
  expect((await thankYou(shop, order.id)).provider).toEqual({ name, evidence });
  const few = await promisedOrder({ onTime: 19, late: 0 });
  expect((await thankYou(few.shop, few.order.id)).provider).toEqual({ name: few.name, evidence: null });
});

it("a buyer is told the time by which any first message is answered, as the tickets count it", async () => {
  const shop = await installedShop();
  const order = await storeOrder(shop);
  await runJobs();
  const { support } = await thankYou(shop, order.id);
  const weekly = ([1, 2, 3, 4, 5] as const).map((day) => ({ day, from: "09:00", to: "18:00" }));
  const hours = { zone: "UTC", weekly, holidays: [] };
  const latest = addBusinessMinutes(new Date(), targets.normal.first, hours);
  expect(Math.abs(Date.parse(support.answersBy) - latest.getTime())).toBeLessThan(60_000);
});

it("another customer's cancelled order looks like one nobody has heard of", async () => {
  const shop = await installedShop();
  const order = await storeOrder(shop);
  await deliver(shop, "orders/updated", {
    ...order,
    updated_at: new Date().toISOString(),
    cancelled_at: new Date().toISOString(),
  });
  await runJobs();
  const own = await thankYou(shop, order.id, order.id + 1_000_000);
  expect(own.survey).toBeNull();
  const foreign = await thankYou(shop, order.id, 4_242);
  const unheard = await thankYou(shop, order.id + 500_000, 4_242);
  expect(foreign.survey).toMatchObject({ touch: "expectation", answered: [], mayComment: false });
  // The hour by which help answers moves with the clock between the two questions.
  const still = ({ support: { answersBy, ...support }, ...rest }: typeof foreign) => ({
    ...rest,
    support,
    survey: null,
  });
  expect(still(foreign)).toEqual(still(unheard));
  expect(
    Math.abs(Date.parse(foreign.support.answersBy) - Date.parse(unheard.support.answersBy)),
  ).toBeLessThan(60_000);
  expect(foreign.survey.items).toHaveLength(unheard.survey.items.length);
});
