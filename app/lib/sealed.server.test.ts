import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blindIndex, seal, sealedWith, UnreadableSeal, unseal } from "./sealed.server";

const key = { id: "k1", bytes: randomBytes(32) };
const older = { id: "k0", bytes: randomBytes(32) };

describe("sealed values", () => {
  it("open to the same bytes in the same place, with whichever key they name", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.constantFrom(key, older), (plain, used) => {
        const value = seal(used, "shop|Order.sealedContact|1", plain);
        expect(sealedWith(value)).toBe(used.id);
        expect(new Uint8Array(unseal([key, older], "shop|Order.sealedContact|1", value))).toEqual(plain);
      }),
    );
  });

  it("do not open in another row or shop", () => {
    const value = seal(key, "a|Order.sealedContact|1", Buffer.from("x"));
    expect(() => unseal([key], "b|Order.sealedContact|1", value)).toThrow(UnreadableSeal);
  });

  it("do not open when any byte is changed, cut or the key is gone", () => {
    const value = seal(key, "p", Buffer.from("some text"));
    for (let at = 0; at < value.length; at++) {
      const damaged = Uint8Array.from(value);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      expect(() => unseal([key], "p", damaged)).toThrow(UnreadableSeal);
      expect(() => unseal([key], "p", value.subarray(0, at))).toThrow(UnreadableSeal);
    }
    expect(() => unseal([older], "p", value)).toThrow(UnreadableSeal);
  });

  it("never repeat for the same text", () => {
    expect(seal(key, "p", Buffer.from("x"))).not.toEqual(seal(key, "p", Buffer.from("x")));
  });
});

describe("blind indexes", () => {
  it("are equal for the same address however it is written, and differ by key and purpose", () => {
    expect(blindIndex(key, "email", "Zoë@Example.com ")).toEqual(
      blindIndex(key, "email", "zoe\u0308@example.com"),
    );
    expect(blindIndex(key, "email", "a@b.c")).not.toEqual(blindIndex(older, "email", "a@b.c"));
    expect(blindIndex(key, "email", "a@b.c")).not.toEqual(blindIndex(key, "phone", "a@b.c"));
  });
});
