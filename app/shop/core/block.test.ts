import { describe, expect, it } from "vitest";
import { blockState, editorOf, enoughOrders } from "./block";

const now = new Date("2026-11-27T12:00:00Z");
const daysAgo = (days: number) => ({ lastSeenAt: new Date(now.getTime() - days * 86_400_000) });

describe("a block", () => {
  it("is unseen until a buyer's page has asked for it", () => {
    expect(blockState(null, { now, ordersSince: 500 })).toBe("unseen");
  });

  it("is quiet after two weeks in which enough orders came, and only then", () => {
    expect(blockState(daysAgo(14), { now, ordersSince: enoughOrders })).toBe("quiet");
    expect(blockState(daysAgo(13.9), { now, ordersSince: 100 })).toBe("live");
    expect(blockState(daysAgo(60), { now, ordersSince: enoughOrders - 1 })).toBe("live");
  });
});

describe("the way to an editor", () => {
  it("opens the checkout editor at the page, with the app's blocks", () => {
    expect(editorOf("thank-you", "id-1")).toBe(
      "shopify://admin/settings/checkout/editor?page=thank-you&context=apps&app=id-1",
    );
    expect(editorOf("order-status", "id-1")).toContain("?page=order-status&context=apps&app=id-1");
  });

  it("opens the theme editor with the block already added to the product page", () => {
    expect(editorOf("product-page", "id-1")).toBe(
      "shopify://admin/themes/current/editor?template=product&addAppBlockId=id-1/promise&target=mainSection",
    );
  });
});
