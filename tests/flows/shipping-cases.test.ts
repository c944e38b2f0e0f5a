import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { forgetCase, keepCase } from "../../app/shipping/case-commands.server";
import { trialPage } from "../../app/shipping/trial-queries.server";
import { prepareQueues } from "../support/run-jobs";
import { type Offering, offering, staffOf, typedService } from "../support/shipping";

beforeAll(prepareQueues);

const berlin = {
  ...{ country: "DE", province: "BE", postcode: "10115", grams: "480" },
  ...{ value: "32", currency: "EUR", language: "de" },
};
const cases = async ({ ctx }: Offering) => (await trialPage(ctx, {})).cases;

describe("a cart that is kept", () => {
  it("is tried again whenever the page opens, and says what changed", async () => {
    const shop = await offering();
    expect(await keepCase(shop.ctx, { name: "Lamp to Berlin", cart: berlin })).toMatchObject({ ok: true });
    expect(await cases(shop)).toMatchObject([{ name: "Lamp to Berlin", cart: berlin, differences: [] }]);
    const dearer = { id: shop.serviceId, draft: { packaging: null } };
    expect(await typedService(shop.ctx, shop.providerId, dearer)).toMatchObject({ ok: true });
    expect((await cases(shop))[0]?.differences).toEqual([
      { code: "EXP_DHL+GIFT", currency: "EUR", was: 1340, now: null },
    ]);
    await keepCase(shop.ctx, { name: "Lamp to Berlin", cart: berlin });
    expect((await cases(shop)).map((one) => one.differences)).toEqual([[]]);
  });

  it("may be forgotten, by its own shop alone", async () => {
    const shop = await offering();
    const other = await offering();
    await keepCase(shop.ctx, { name: "Lamp", cart: berlin });
    const id = (await cases(shop))[0]?.id ?? "";
    for (const foreign of [id, randomUUID(), "' OR 1=1"])
      expect(await forgetCase(other.ctx, foreign)).toEqual({ ok: false, problem: "not-found" });
    expect(await forgetCase(shop.ctx, id)).toMatchObject({ ok: true });
    expect(await cases(shop)).toEqual([]);
  });

  it("is one of fifty at most", async () => {
    const shop = await offering();
    const kept = { shopId: shop.shop, question: berlin, expected: [], savedAt: new Date() };
    await inShop(shop.shop, (db) =>
      db.shippingCase.createMany({
        data: Array.from({ length: 50 }, (_, count) => ({
          ...kept,
          id: randomUUID(),
          name: `Cart ${count}`,
        })),
      }),
    );
    expect(await keepCase(shop.ctx, { name: "One more", cart: berlin })).toEqual({
      ok: false,
      problem: "too-many-cases",
    });
    expect(await keepCase(shop.ctx, { name: "Cart 7", cart: berlin })).toMatchObject({ ok: true });
  });

  it("is kept by nobody whose role does not allow it", async () => {
    const shop = await offering();
    const agent = await staffOf(shop.shop, "2");
    expect(await keepCase(agent, { name: "Lamp", cart: berlin })).toEqual({
      ok: false,
      problem: "not-allowed",
    });
  });
});

it("a cart without its province says which rule could not be decided, and with it which matched", async () => {
  const { ctx } = await offering({
    draft: {
      zones: [
        {
          ...{ countries: "BR", provinces: "SP", postcodes: "", transitMin: "2", transitMax: "4" },
          tiers: [{ from: "0", to: "", price: "9.90" }],
        },
      ],
    },
  });
  const zoneOf = async (province: string) => {
    const page = await trialPage(ctx, { country: "BR", province, currency: "EUR" });
    return page.trace[0]?.steps.filter((step) => step.rule === "zone").map((step) => step.outcome);
  };
  expect(await zoneOf("")).toEqual(["unknown", "not"]);
  expect(await zoneOf("SP")).toEqual(["matched"]);
  expect(await zoneOf("RJ")).toEqual(["not"]);
});
