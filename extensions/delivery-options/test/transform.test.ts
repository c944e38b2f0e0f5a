import { describe, expect, it } from "vitest";
import { cartDeliveryOptionsTransformRun, type Input } from "../src/cart-delivery-options-transform-run";
import suspended from "./fixtures/suspended.json";

const withConfig = (jsonValue: unknown): Input => ({
  ...suspended.input,
  deliveryCustomization: { metafield: { jsonValue } },
});

describe("the delivery function", () => {
  it("hides a suspended service in every group, with its packaging, and nothing that only looks like it", () => {
    expect(cartDeliveryOptionsTransformRun(suspended.input)).toEqual(suspended.output);
  });

  it.each([[null], [undefined], ["EXP_DHL"], [{}], [{ suspended: null }], [{ suspended: [7, null] }]])(
    "hides nothing when the app's word is %j",
    (config) => {
      expect(cartDeliveryOptionsTransformRun(withConfig(config))).toEqual({ operations: [] });
    },
  );

  it("hides nothing when the metafield was never written", () => {
    const input = { ...suspended.input, deliveryCustomization: { metafield: null } };
    expect(cartDeliveryOptionsTransformRun(input)).toEqual({ operations: [] });
  });

  it("does not hide an option without a code because of an empty text in the list", () => {
    const handles = cartDeliveryOptionsTransformRun(withConfig({ suspended: ["", "STD_POST"] })).operations;
    expect(handles).toEqual([{ deliveryOptionHide: { deliveryOptionHandle: "h-std" } }]);
  });
});
