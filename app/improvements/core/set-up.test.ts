import { describe, expect, it } from "vitest";
import type { Block, BlockState } from "../../shop/core/block";
import { type Standing, setUpOf } from "./set-up";

const seen = (state: BlockState, ...names: Block[]) => new Map(names.map((name) => [name, state]));
const all: Block[] = ["thank-you", "order-status", "product-page"];
const finished: Standing = {
  providers: { known: 2, decided: 1 },
  toReview: null,
  options: 1,
  blocks: seen("live", ...all),
  clientId: "id-1",
};
const open = (standing: Standing) =>
  setUpOf(standing)
    ?.steps.filter((step) => !step.done)
    .map(({ name }) => name);

describe("the set-up", () => {
  it("begins with five steps and their ways", () => {
    const fresh: Standing = {
      ...finished,
      providers: { known: 1, decided: 0 },
      toReview: { id: "p1", name: "DHL Express" },
      options: 0,
      blocks: new Map(),
    };
    expect(open(fresh)).toEqual(["review", "offer", "thank-you", "order-status", "product-page"]);
    expect(setUpOf(fresh)?.steps.map(({ to }) => to.split("?")[0])).toEqual([
      "/app/providers/p1",
      "/app/shipping/new",
      "shopify://admin/settings/checkout/editor",
      "shopify://admin/settings/checkout/editor",
      "shopify://admin/themes/current/editor",
    ]);
    expect(setUpOf(fresh)?.carrier).toBe("DHL Express");
    const nobody = { ...fresh, toReview: null, providers: { known: 0, decided: 0 } };
    expect(setUpOf(nobody)?.steps[0]?.to).toBe("/app/providers/new");
  });

  it("is over once everything has been seen to work, and not before", () => {
    expect(setUpOf(finished)).toBeNull();
    expect(open({ ...finished, blocks: seen("live", "thank-you", "product-page") })).toEqual([
      "order-status",
    ]);
  });

  it("presses nobody about the product page alone", () => {
    const later = { ...finished, blocks: seen("live", "thank-you", "order-status") };
    expect(setUpOf(later)).toMatchObject({ pressing: false });
    expect(setUpOf({ ...later, options: 0 })).toMatchObject({ pressing: true });
  });

  it("does not come back for a block that went quiet, and tells the truth about it while it stands", () => {
    const quiet = new Map([...finished.blocks, ["thank-you", "quiet"] as const]);
    expect(setUpOf({ ...finished, blocks: quiet })).toBeNull();
    expect(open({ ...finished, options: 0, blocks: quiet })).toEqual(["offer", "thank-you"]);
  });
});
