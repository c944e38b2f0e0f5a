import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carrierOf } from "./carrier-name";

describe("a carrier's name", () => {
  it.each([
    ["DHL Express", " dhl  EXPRESS ", "DHL-Express", "ＤＨＬ　Express"],
    ["顺丰速运", "SF Express", "sf express", "ShunFeng"],
    ["YunExpress", "Yun Express", "云途物流", "YUN-EXPRESS Co., Ltd."],
    ["Correios", "Correios (Brasil)", "CORREIOS"],
    ["Kühne Kurier GmbH", "kuhne kurier", "KÜHNE KURIER"],
  ])("is one in all its spellings: %s", (...spellings) => {
    const keys = spellings.map((spelling) => carrierOf(spelling)?.key);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toBeTruthy();
  });

  it("shows a known carrier under its own name and an unknown one as it was written", () => {
    expect(carrierOf("yun express")?.name).toBe("YunExpress");
    expect(carrierOf("  Blue   Crane Line ")).toEqual({ key: "bluecraneline", name: "Blue Crane Line" });
  });

  it("keeps products of one group apart", () => {
    expect(carrierOf("DHL Express")?.key).not.toBe(carrierOf("DHL eCommerce")?.key);
  });

  it.each([null, "", "  ", "Other", "—", "\ud800", "其他"])("is none for %j", (text) => {
    expect(carrierOf(text)).toBeNull();
  });

  it("reads any text without throwing, and its own answer to the same carrier", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const carrier = carrierOf(text);
        const again = carrier && carrierOf(carrier.name);
        return carrier?.key === again?.key && !/[\p{Cc}\u202e]/u.test(carrier?.name ?? "");
      }),
    );
  });
});
